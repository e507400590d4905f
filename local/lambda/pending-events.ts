import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const PendingEvent = z.object({
  requestId: z.uuid(),
  functionName: z.string(),
  payload: z.string(),
  /** When it was accepted, in epoch milliseconds of the machine's clock. */
  acceptedAt: z.number(),
});

/** An asynchronous invocation that was accepted and is not over. */
export type PendingEvent = z.infer<typeof PendingEvent>;

/** Accepted asynchronous events, one file each, so that a killed process loses none. Without a folder they live in memory only. */
export class PendingEvents {
  readonly #folder: string | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
  }

  add(event: PendingEvent): void {
    if (this.#folder === undefined) return;
    const file = this.#fileOf(event.requestId);
    writeFileSync(`${file}.new`, JSON.stringify(event));
    renameSync(`${file}.new`, file);
  }

  remove(requestId: string): void {
    if (this.#folder !== undefined) rmSync(this.#fileOf(requestId), { force: true });
  }

  /** What an earlier process accepted and did not finish, oldest first. */
  left(): PendingEvent[] {
    if (this.#folder === undefined) return [];
    const folder = this.#folder;

    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => PendingEvent.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
      .sort((one, other) => one.acceptedAt - other.acceptedAt);
  }

  #fileOf(requestId: string): string {
    return join(this.#folder ?? '', `${requestId}.json`);
  }
}
