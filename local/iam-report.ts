import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '#infra/synth.ts';
import { readUsage, usageFolder } from './aws/grant-usage.ts';
import { grantsOf } from './aws/grants.ts';
import { loadModel } from './cfn/load.ts';
import { unusedGrants } from './unused-grants.ts';

/** `npm run iam`: lists the grants of the synthesized policies that no run of the tests used. */
const outdir = mkdtempSync(join(tmpdir(), 'goldpan-iam-'));
try {
  await synthesize({ stage: 'dev', outdir, validate: false });
  const model = loadModel(outdir, { httpApi: 'http://localhost:4400', aws: 'http://127.0.0.1:1' });
  const used = readUsage(usageFolder());
  const { unused, notEmulated, usedCount } = unusedGrants(grantsOf(model), used);
  console.log(`${usedCount} grants were used by the runs recorded in ${usageFolder()}.`);
  console.log(`\n${unused.length} grants were not used:${list(unused)}`);
  console.log(
    `\n${notEmulated.length} grants are for services the local runtime does not emulate:${list(byService(notEmulated))}`,
  );
  if (used.size === 0) console.log('\nNothing is recorded yet: run the tests first, or play the tour.');
} finally {
  rmSync(outdir, { recursive: true, force: true });
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? ' none' : `\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** One line a service: which of its actions, by how many roles. */
function byService(lines: readonly string[]): string[] {
  const grants = lines.map((line) => line.split('  '));
  const services = Map.groupBy(grants, ([, action = '']) => action.split(':')[0] ?? '');

  return [...services].map(([service, granted]) => {
    const actions = [...new Set(granted.map(([, action = '']) => action.split(':')[1]))].join(', ');
    return `${service}: ${actions}; by ${new Set(granted.map(([role]) => role)).size} roles`;
  });
}
