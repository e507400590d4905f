import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { LocalStack } from '#local/stack.ts';
import { eventLine } from '#local/terminal/event-line.ts';
import type { Terminal } from '#local/terminal/terminal.ts';
import { build } from './build.ts';
import { onFreePort } from './on-free-port.ts';
import type { Settings } from './settings.ts';

export type Started = {
  readonly stack: LocalStack;
  /** How long the parts took, in milliseconds. */
  readonly took: { readonly build: number; readonly runtime: number };
};

/**
 * Builds what deploys and runs it with the local pages and the landing pages. Throws `AlreadyRunningError`, `PortTakenError`, and `StartProblem` for what
 * whoever starts it can mend.
 */
export async function start({ port, stateDir, playbook }: Settings, terminal: Terminal): Promise<Started> {
  const began = performance.now();
  const assembly = join(stateDir, 'cdk.out');
  const web = join(stateDir, 'web');
  // Before anything is written: another process may be running from what lies there.
  (await import('#local/stack/state-lock.ts')).lockState(stateDir).release();
  const building = build({ assembly, web, playbook });
  // The build has a thread of its own; loading the runtime takes as long.
  const loading = Promise.all([
    import('#local/stack.ts'),
    import('#local/pages/pages.ts'),
    import('#local/pages/function-errors.ts'),
    import('#local/server/static-files.ts'),
    import('#web/form/headers.ts'),
  ]);
  const [[{ startLocalStack }, { localPages }, { rememberFunctionErrors }, { staticFiles }, { landingPageHeaders }]] =
    await Promise.all([loading, building]);
  const built = performance.now();
  let clock: LocalStack['clock'] | undefined;
  const now = () => clock?.now() ?? new Date();
  const errors = rememberFunctionErrors(now);
  const stack = await onFreePort(port, (port) =>
    startLocalStack({
      port,
      stateDir,
      assembly,
      log(line) {
        errors.hear(line);
        terminal.report(line, now());
      },
      onEvent({ DetailType = '', Detail = '' }) {
        const line = eventLine(DetailType, Detail, terminal.paint);
        if (line !== undefined) terminal.mention(line);
      },
      handlers(stack) {
        clock = stack.clock;

        return [localPages(stack, errors), staticFiles(web, landingPageHeaders())];
      },
    }),
  );

  return { stack, took: { build: built - began, runtime: performance.now() - built } };
}
