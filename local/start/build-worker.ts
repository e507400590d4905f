import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { Playbook } from '#contracts/playbook.ts';
import { forItsAuthor } from '#infra/for-its-author.ts';
import { synthesize } from '#infra/synth.ts';
import { buildLandingPages } from '#web/form/build.ts';

const { assembly, web, playbook } = z
  .object({ assembly: z.string(), web: z.string(), playbook: z.string().optional() })
  .parse(workerData);

try {
  rmSync(assembly, { recursive: true, force: true });
  await synthesize({ stage: 'dev', outdir: assembly, validate: false, playbook });
  await buildLandingPages({ playbook: compiledPlaybook(), outdir: web, apiBase: '' });
  parentPort?.postMessage({ outcome: 'built' });
} catch (error) {
  const message = forItsAuthor(error);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  parentPort?.postMessage(message === undefined ? { outcome: 'broken', stack } : { outcome: 'mistake', message });
}

/** The playbook as it lies beside each function's bundle. */
function compiledPlaybook(): Playbook {
  const files = readdirSync(assembly, { recursive: true, encoding: 'utf8' });
  const file = files.find((name) => name.endsWith('playbook.json'));
  if (file === undefined) throw new Error('No function in the assembly has a playbook.');

  return Playbook.parse(JSON.parse(readFileSync(join(assembly, file), 'utf8')));
}
