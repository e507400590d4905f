import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Figure } from '../figure.ts';
import { median } from '../statistics.ts';

const PROCESSES = 3;

const Figures = z.array(
  z.object({
    group: z.string(),
    name: z.string(),
    value: z.number(),
    unit: z.string(),
    target: z.object({ atMost: z.number(), source: z.string() }).optional(),
    note: z.string().optional(),
  }),
);

/**
 * Measures in processes that have one core in fact: garbage is collected by the thread that made it, not by helpers that other programs may keep from running.
 * All engines run in each, in alternating rounds. What the compiler happens to make of them differs from process to process, so that the median of several
 * fresh ones is told, with the range.
 */
export async function scoringFigures(): Promise<Figure[]> {
  const runs: Figure[][] = [];
  for (let n = 0; n < PROCESSES; n++) runs.push(await inFreshProcess());

  return (runs[0] ?? []).map((figure, place) => {
    const values = runs.map((run) => run[place]?.value ?? Number.NaN);
    const value = median(values);
    const told = runs.find((run) => run[place]?.value === value)?.[place] ?? figure;
    const range = `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)} in ${PROCESSES} processes`;

    return { ...told, note: told.note === undefined ? range : `${told.note}; ${range}` };
  });
}

async function inFreshProcess(): Promise<Figure[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--single-threaded-gc', '--max-semi-space-size=64', fileURLToPath(new URL('run.ts', import.meta.url))],
    { maxBuffer: 1e6 },
  );

  return Figures.parse(JSON.parse(stdout)).map(({ target, note, ...figure }) => ({
    ...figure,
    ...(target === undefined ? {} : { target }),
    ...(note === undefined ? {} : { note }),
  }));
}
