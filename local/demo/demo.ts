import { performance } from 'node:perf_hooks';
import { StartProblem } from '#local/start/start-problem.ts';
import { paletteFor } from '#local/terminal/paint.ts';
import { DemoProblem } from './demo-problem.ts';
import { drawFunnel, funnelOf } from './funnel.ts';
import { goldpanAt } from './goldpan.ts';
import { invite } from './invite.ts';
import { progressOn } from './progress.ts';
import { runDemo } from './run.ts';
import { readDemoSettings } from './settings.ts';

/** Runs the demo against the running Goldpan and prints the funnel. Resolves with the exit code. */
export async function demo(args: readonly string[]): Promise<number> {
  const paint = paletteFor(process.stdout);
  try {
    const settings = readDemoSettings(args, process.env);
    const goldpan = goldpanAt(settings.url);
    const { seed, people, returning } = await invite(goldpan, settings);
    console.log(`\n  ${people.length} visitors (seed ${seed}) on ${paint.link(`${goldpan.url}/`)}`);
    if (returning > 0) console.log(paint.soft(`  ${returning} of them were here before: they come back.`));
    console.log();
    const { forms } = await runDemo({ goldpan, visitors: people, seed, progress: progressOn(process.stdout, paint) });
    const emails = new Set(people.map(({ email }) => email));
    const leads = (await goldpan.leads()).filter(({ email }) => emails.has(email));
    console.log(drawFunnel(funnelOf({ visitors: people.length, forms }, leads), paint));
    console.log(
      `\n  ${(performance.now() / 1_000).toFixed(0)} s for eight days. Look around: ${paint.link(`${goldpan.url}/local/leads`)}\n`,
    );

    return 0;
  } catch (error) {
    if (!(error instanceof DemoProblem || error instanceof StartProblem)) throw error;
    console.error(`\n${paint.bad('The demo stops:')} ${error.message}`);

    return 1;
  }
}
