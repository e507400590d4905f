import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StartProblem } from './start-problem.ts';

/** What the environment says about a start. */
export type Settings = {
  readonly port: number;
  /** Absolute. */
  readonly stateDir: string;
  readonly playbook: string | undefined;
};

const DEFAULT_PORT = 4400;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Reads `PORT`, `GOLDPAN_STATE` and `GOLDPAN_PLAYBOOK`, all optional. Throws a `StartProblem` for a port that is none. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { PORT, GOLDPAN_STATE, GOLDPAN_PLAYBOOK } = env;
  if (PORT && !(/^\d{1,5}$/.test(PORT) && Number(PORT) <= 65_535)) {
    throw new StartProblem(`PORT must be a number from 0 to 65535, not "${PORT}".`);
  }

  return {
    port: PORT ? Number(PORT) : DEFAULT_PORT,
    stateDir: resolve(root, GOLDPAN_STATE || '.goldpan'),
    playbook: GOLDPAN_PLAYBOOK ? resolve(GOLDPAN_PLAYBOOK) : undefined,
  };
}
