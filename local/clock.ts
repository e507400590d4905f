import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

/**
 * The one clock of the local runtime: the machine's time plus an offset that only grows.
 * Workers read the offset themselves: `Number(Atomics.load(new BigInt64Array(sharedOffset), 0))` in milliseconds.
 */
export type LocalClock = {
  now(): Date;
  /** How far ahead of the machine's time we are, in milliseconds. */
  offset(): number;
  /** Moves time forward by `milliseconds` and tells the listeners, in the order in which they registered. */
  advance(milliseconds: number): void;
  /** Eight bytes: one signed 64-bit integer, the offset in milliseconds. */
  readonly sharedOffset: SharedArrayBuffer;
  /** Calls `listener` with the new time after each advance. Returns the function that unregisters it. */
  onAdvance(listener: (now: Date) => void): () => void;
};

const Stored = z.object({ offset: z.number().int().nonnegative() });

/** Opens the clock; with a `file` its offset outlives a restart, so that time never travels back. */
export function openClock(file?: string): LocalClock {
  const sharedOffset = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const cell = new BigInt64Array(sharedOffset);
  const listeners = new Set<(now: Date) => void>();
  const offset = () => Number(Atomics.load(cell, 0));
  const now = () => new Date(Date.now() + offset());
  Atomics.store(cell, 0, BigInt(file === undefined ? 0 : storedOffset(file)));

  return {
    now,
    offset,
    sharedOffset,
    advance(milliseconds) {
      if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
        throw new RangeError(`The clock moves forward by whole milliseconds, not by ${milliseconds}.`);
      }
      const next = offset() + milliseconds;
      if (Number.isNaN(new Date(Date.now() + next).getTime())) throw new RangeError('That is past the end of time.');
      if (file !== undefined) store(file, next);
      Atomics.store(cell, 0, BigInt(next));
      for (const listener of [...listeners]) listener(now());
    },
    onAdvance(listener) {
      listeners.add(listener);

      return () => void listeners.delete(listener);
    },
  };
}

function storedOffset(file: string): number {
  try {
    return Stored.parse(JSON.parse(readFileSync(file, 'utf8'))).offset;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw new Error(`${file} does not hold a clock offset; remove it to return to the machine's time.`, {
      cause: error,
    });
  }
}

function store(file: string, offset: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ offset })}\n`);
}
