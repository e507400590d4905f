import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { chunksOf } from '../facts/chunks.ts';
import type { BadLine } from '../facts/parse-line.ts';
import type { Comparison } from './lead-by-lead.ts';
import { merge, newTally, type Tally } from './tally.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

export interface Progress {
  readonly leads: number;
  readonly bytes: number;
}

export interface Ran {
  readonly tally: Tally;
  /** The first of the lines that were left out, in order; `badCount` is how many there were. */
  readonly bad: readonly BadLine[];
  readonly badCount: number;
}

/** So many pieces wait for one thread: enough that it never waits, few enough for memory. */
const AHEAD = 2;
const MOST_THREADS = 8;
const BAD_TOLD = 50;

/**
 * Replays every lead of an export under two playbooks, on as many threads as there are cores. The file is read in pieces and never held whole; what the
 * threads count adds up to the same in whatever order they come.
 */
export async function runBacktest(
  file: string,
  comparison: Comparison,
  { threads = Math.min(MOST_THREADS, availableParallelism()), show = () => {} }: RunOptions = {},
): Promise<Ran> {
  const crew = Array.from({ length: threads }, () => startThread(comparison));
  const seen = { leads: 0, bytes: 0 };
  const bad: BadLine[] = [];
  let badCount = 0;
  try {
    let turn = 0;
    for await (const chunk of chunksOf(file)) {
      const thread = crew[turn++ % crew.length];
      if (thread === undefined) break;
      await thread.take({ chunk }, (message) => {
        if ('tally' in message) return;
        seen.leads += message.leads;
        seen.bytes += message.bytes;
        badCount += message.badCount;
        bad.push(...message.bad);
        show({ ...seen });
      });
    }
    const tally = newTally();
    for (const thread of crew) merge(tally, await thread.finish());

    return { tally, bad: bad.sort((a, b) => a.line - b.line).slice(0, BAD_TOLD), badCount };
  } finally {
    await Promise.all(crew.map((thread) => thread.stop()));
  }
}

interface RunOptions {
  readonly threads?: number;
  readonly show?: (progress: Progress) => void;
}

function startThread(comparison: Comparison) {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: comparison });
  const waiting: ((message: FromWorker) => void)[] = [];
  const ended = Promise.withResolvers<never>();
  // Whoever waits for a piece hears of it.
  ended.promise.catch(() => {});
  worker.on('error', ended.reject);
  worker.on('message', (message: FromWorker) => waiting.shift()?.(message));
  const send = (message: ToWorker): Promise<FromWorker> => {
    const { promise, resolve } = Promise.withResolvers<FromWorker>();
    waiting.push(resolve);
    worker.postMessage(message);

    return Promise.race([promise, ended.promise]);
  };
  const pending: Promise<void>[] = [];

  return {
    /** Resolves when there is room for another piece. */
    async take(message: ToWorker, done: (message: FromWorker) => void): Promise<void> {
      pending.push(send(message).then(done));
      if (pending.length >= AHEAD) await pending.shift();
    },
    async finish(): Promise<Tally> {
      await Promise.all(pending);
      const last = await send('end');
      if (!('tally' in last)) throw new Error('A thread of the backtest ended without its counts');

      return last.tally;
    },
    stop: () => worker.terminate(),
  };
}
