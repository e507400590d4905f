import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Figure } from '../figure.ts';

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
 * Measures in a process that has one core in fact: garbage is collected by the thread that made it, not by helpers that other programs may keep from running.
 * All engines run in it, in alternating rounds.
 */
export async function scoringFigures(): Promise<Figure[]> {
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
