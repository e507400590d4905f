import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FunctionName, functionNames } from '#infra/functions.ts';
import { synthesize } from '#infra/synth.ts';
import { loadModel } from '#local/cfn/load.ts';
import type { Model } from '#local/cfn/model.ts';
import { type FunctionSettings, functionsOf } from '#local/lambda/function-settings.ts';

/** What deploys: the bundles and the synthesized stage `dev`, resolved to local addresses. */
export interface System {
  readonly model: Model;
  readonly functions: Readonly<Record<FunctionName, FunctionSettings>>;
}

/** Builds and synthesizes as `npm start` does. */
export async function buildSystem(): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'goldpan-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outdir = join(folder, 'cdk.out');
  const { directory } = await synthesize({ stage: 'dev', outdir, validate: false });
  const model = loadModel(directory, { httpApi: 'http://localhost:4400', aws: 'http://127.0.0.1:1' });
  const settings = functionsOf(model);
  const named = functionNames.map((name): [FunctionName, FunctionSettings] => {
    const found = settings.find((one) => one.name.endsWith(`-${name}`));
    if (found === undefined) throw new Error(`The stage has no function ${name}`);

    return [name, found];
  });

  return { model, functions: Object.fromEntries(named) as Record<FunctionName, FunctionSettings> };
}

/** The file that Lambda would load. */
export const bundleOf = ({ folder }: FunctionSettings): string => join(folder, 'index.mjs');
