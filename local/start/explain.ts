import { PortTakenError } from '#local/server/port-taken-error.ts';
import { AlreadyRunningError } from '#local/stack/already-running-error.ts';
import type { Palette } from '#local/terminal/paint.ts';
import { StartProblem } from './start-problem.ts';

/** Why Goldpan did not start, and what to do. A stack trace only for what nobody foresaw. */
export function explain(error: unknown, paint: Palette): string {
  if (error instanceof AlreadyRunningError) {
    const where = error.url === undefined ? '' : ` at ${paint.link(`${error.url}/local/`)}`;

    return `Goldpan already runs${where} (process ${error.pid}). Use that one, or stop it there with Ctrl-C.\nFor a second one beside it, give it a state folder of its own: GOLDPAN_STATE=.goldpan-2 npm start`;
  }
  if (error instanceof PortTakenError) {
    return `Port ${error.port} and those before it are taken. Choose another: PORT=5500 npm start`;
  }
  if (error instanceof StartProblem) return `${paint.bad('Goldpan does not start:')}\n${error.message}`;
  if (error instanceof Error && /^Dynoxide is not installed/.test(error.message)) {
    return `${paint.bad('Goldpan does not start:')} ${error.message}`;
  }

  return `${paint.bad('Goldpan failed.')} ${error instanceof Error ? (error.stack ?? error.message) : error}`;
}
