import { parseArgs } from 'node:util';
import { AlreadyRunningError } from '#local/stack/already-running-error.ts';
import { lockState } from '#local/stack/state-lock.ts';
import { readSettings } from '#local/start/settings.ts';
import { DemoProblem } from './demo-problem.ts';

export type DemoSettings = {
  readonly url: string;
  readonly visitors: number;
  /** Undefined: the first seed whose visitors are new here. */
  readonly seed: number | undefined;
};

const DEFAULT_VISITORS = 300;
const MOST_VISITORS = 10_000;

/** Reads `--visitors N --seed S --url URL`. Throws a `DemoProblem` for what cannot be, and where no Goldpan runs. */
export function readDemoSettings(args: readonly string[], env: NodeJS.ProcessEnv): DemoSettings {
  const { visitors, seed, url } = given(args);

  return {
    visitors: visitors === undefined ? DEFAULT_VISITORS : wholeNumber('visitors', visitors, 1, MOST_VISITORS),
    seed: seed === undefined ? undefined : wholeNumber('seed', seed, 0, 2 ** 32 - 1),
    url: url === undefined ? runningUrl(readSettings(env).stateDir) : new URL(url).origin,
  };
}

function given(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { visitors: { type: 'string' }, seed: { type: 'string' }, url: { type: 'string' } },
    }).values;
  } catch (error) {
    throw new DemoProblem(
      `${error instanceof Error ? error.message : error}\nnpm run demo -- [--visitors 300] [--seed 1] [--url http://localhost:4400]`,
    );
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new DemoProblem(`--${name} must be a whole number from ${least} to ${most}, not "${text}".`);
}

/** Where the process that holds the state folder answers. */
function runningUrl(stateDir: string): string {
  try {
    lockState(stateDir).release();
  } catch (error) {
    if (error instanceof AlreadyRunningError && error.url !== undefined) return error.url;
    if (!(error instanceof AlreadyRunningError)) throw error;
    throw new DemoProblem('Goldpan is just starting. Try again in a moment.');
  }
  throw new DemoProblem('Goldpan does not run. Start it with `npm start`, and this in another terminal.');
}
