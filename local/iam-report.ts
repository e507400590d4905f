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
    `\n${notEmulated.length} grants are for services the local runtime does not emulate:${list(notEmulated)}`,
  );
  if (used.size === 0) console.log('\nNothing is recorded yet: run the tests first, or play the tour.');
} finally {
  rmSync(outdir, { recursive: true, force: true });
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? ' none' : `\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
