import type { Chunk } from '../facts/chunks.ts';
import type { BadLine } from '../facts/parse-line.ts';
import type { Comparison } from './lead-by-lead.ts';
import type { Tally } from './tally.ts';

/** What a thread of the backtest is given at its start. */
export type WorkerSettings = Comparison;

/** What it is told: a piece of the file, or that there is no more. */
export type ToWorker = { readonly chunk: Chunk } | 'end';

/** What it tells: how far it is after each piece, and all that it counted at the end. */
export type FromWorker =
  | { readonly leads: number; readonly bytes: number; readonly bad: readonly BadLine[]; readonly badCount: number }
  | { readonly tally: Tally };
