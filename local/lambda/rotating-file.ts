import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';

/** A log file that starts anew past `maxBytes`; the one before stays as `<file>.1`, so that logs hold twice that at most. */
export class RotatingFile {
  readonly #file: string;
  readonly #maxBytes: number;
  readonly #ending: Promise<void>[] = [];
  #stream: WriteStream;
  #bytes: number;

  constructor(file: string, maxBytes: number) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    mkdirSync(dirname(file), { recursive: true });
    this.#bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    this.#stream = createWriteStream(file, { flags: 'a' });
  }

  write(line: string): void {
    const bytes = Buffer.byteLength(line) + 1;
    if (this.#bytes > 0 && this.#bytes + bytes > this.#maxBytes) this.#rotate();
    this.#bytes += bytes;
    this.#stream.write(`${line}\n`);
  }

  async close(): Promise<void> {
    this.#end();
    await Promise.all(this.#ending);
  }

  #rotate(): void {
    this.#end();
    // What the old stream still has to write follows the renamed file: it holds the open file, not the name.
    if (statSync(this.#file, { throwIfNoEntry: false }) !== undefined) renameSync(this.#file, `${this.#file}.1`);
    this.#stream = createWriteStream(this.#file, { flags: 'a' });
    this.#bytes = 0;
  }

  #end(): void {
    this.#ending.push(finished(this.#stream.end()));
  }
}
