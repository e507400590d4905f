import { relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openTerminal, type Terminal } from '#local/terminal/terminal.ts';
import { explain } from './explain.ts';
import { greeting } from './greeting.ts';
import { readSettings } from './settings.ts';
import { type Started, start } from './start.ts';
import { stopSignal } from './stop-signal.ts';

/** Starts Goldpan, runs it until a signal comes, and stops it in order. The exit code is 1 when it could not start or broke. */
export async function run(): Promise<void> {
  const terminal = openTerminal();
  const stopped = stopSignal();
  const broken = brokenByItself();
  let goldpan: Started | undefined;
  try {
    const settings = readSettings(process.env);
    goldpan = await start(settings, terminal);
    const milliseconds = { all: performance.now(), ...goldpan.took };
    terminal.say(greeting({ stack: goldpan.stack, milliseconds, wanted: settings.port }, terminal.paint));
    warmUp(goldpan, terminal);
    await Promise.race([stopped, broken]);
    terminal.say(`\n  Stopping …`);
    await goldpan.stack.stop();
    terminal.say(
      `  Stopped. The leads stay in ${relative(process.cwd(), settings.stateDir) || '.'}/ for the next start.`,
    );
  } catch (error) {
    terminal.say(explain(error, terminal.paint));
    process.exitCode = 1;
    await goldpan?.stack.stop().catch(() => {});
  }
  // What a dependency may have left open must not keep the terminal waiting.
  process.exit();
}

/** Rejects when an error reaches nobody: the process may be in any state then, so it stops. */
function brokenByItself(): Promise<never> {
  const broken = Promise.withResolvers<never>();
  process.on('uncaughtException', broken.reject);
  // Nobody may be listening yet, while it starts.
  broken.promise.catch(() => {});

  return broken.promise;
}

/** Loads the functions in the background, so that the first visitor does not wait for them. */
function warmUp({ stack }: Started, terminal: Terminal): void {
  stack.functions.prewarm().catch((error: unknown) => {
    terminal.report(`A function failed to load: ${error instanceof Error ? error.message : error}`, stack.clock.now());
  });
}
