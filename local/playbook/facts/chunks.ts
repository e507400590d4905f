import { createReadStream } from 'node:fs';

/** Whole lines of a file, and the number (from 1) of the first. */
export interface Chunk {
  readonly firstLine: number;
  readonly text: Uint8Array;
}

const NEWLINE = 10;
const CHUNK = 1 << 20;

/** A file in pieces of whole lines of about a megabyte, so that memory does not grow with it. */
export async function* chunksOf(file: string, size = CHUNK): AsyncGenerator<Chunk> {
  let firstLine = 1;
  let pieces: Buffer[] = [];
  for await (const piece of createReadStream(file, { highWaterMark: size })) {
    const bytes: Buffer = piece;
    const end = bytes.lastIndexOf(NEWLINE);
    if (end < 0) {
      pieces.push(bytes);
      continue;
    }
    const text = Buffer.concat([...pieces, bytes.subarray(0, end + 1)]);
    yield { firstLine, text };
    firstLine += linesIn(text);
    pieces = [bytes.subarray(end + 1)];
  }
  const rest = Buffer.concat(pieces);
  if (rest.length > 0) yield { firstLine, text: rest };
}

function linesIn(text: Buffer): number {
  let lines = 0;
  for (let at = text.indexOf(NEWLINE); at >= 0; at = text.indexOf(NEWLINE, at + 1)) lines += 1;

  return lines;
}
