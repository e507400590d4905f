import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { after, type Instant } from '#domain/instant.ts';
import { progressOn } from '#local/demo/progress.ts';
import { paletteFor } from '#local/terminal/paint.ts';
import type { Options } from './arguments.ts';
import { headerOf } from './backtest/replay-chunk.ts';
import { runBacktest } from './backtest/run-backtest.ts';
import type { Surroundings } from './command.ts';
import { CommandProblem } from './command-problem.ts';
import { differences } from './diff/differences.ts';
import { chunksOf } from './facts/chunks.ts';
import { exportFacts } from './facts/export-facts.ts';
import { storedLeads } from './facts/stored-leads.ts';
import { ownPlaybook, playbookAt } from './playbook-at.ts';
import { readInstant, required } from './read-options.ts';
import { reportOf } from './report/figures.ts';
import { reportPage } from './report/page.ts';
import { reportText } from './report/text.ts';
import { readSince } from './since.ts';

const MEGABYTE = 1 << 20;

/** Replays stored facts under two playbooks and tells what would have been different. Resolves with the exit code: 1 when no lead could be read. */
export async function backtest(options: Options, { say, env, now }: Surroundings): Promise<number> {
  const before = playbookAt(options.against ?? required('backtest', '--against <ref|dir>'));
  const playbook = playbookAt(options.playbook ?? ownPlaybook);
  const since = options.since === undefined ? undefined : readSince(options.since);
  const asked = options['as-of'] === undefined ? undefined : readInstant('as-of', options['as-of']);
  const folder = mkdtempSync(join(tmpdir(), 'goldpan-facts-'));
  try {
    const file = options.facts ?? join(folder, 'facts.ndjson');
    if (options.facts === undefined) await exportFacts(storedLeads(options, env), playbook.playbook, file);
    else if (!existsSync(file)) throw new CommandProblem(`There is no file ${file}.`);
    const asOf = asked ?? (await exportedAt(file)) ?? now().toISOString();
    const from = since === undefined ? undefined : after(asOf, -since);

    const started = performance.now();
    const progress = progressOn(process.stderr, paletteFor(process.stderr))(
      'replaying',
      Math.max(1, Math.ceil(statSync(file).size / MEGABYTE)),
    );
    const ran = await runBacktest(
      file,
      { before: before.playbook, after: playbook.playbook, asOf, from },
      {
        show: ({ leads, bytes }) =>
          progress.show(Math.ceil(bytes / MEGABYTE), `MB, ${leads.toLocaleString('en')} leads, ${seconds(started)} s`),
      },
    );
    progress.done();

    const report = reportOf(ran, {
      before,
      after: playbook,
      asOf,
      from,
      changes: differences(before.playbook, playbook.playbook),
    });
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
    if (options.html !== undefined) writeFileSync(options.html, reportPage(report));
    say(reportText(report));

    return report.leads === 0 && report.badLines.count > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const seconds = (started: number): string => ((performance.now() - started) / 1_000).toFixed(1);

/** When an export was written, as its first line says. */
async function exportedAt(file: string): Promise<Instant | undefined> {
  for await (const { text } of chunksOf(file, 4096)) {
    return headerOf(Buffer.from(text).toString('utf8').split('\n')[0] ?? '')?.exportedAt;
  }

  return undefined;
}
