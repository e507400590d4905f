import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { functionNames } from '#infra/functions.ts';
import { goldpan } from '#infra/goldpan.ts';
import { type Stage, stages } from '#infra/stages.ts';

/** A stage as a CDK app whose functions are empty bundles: what the stacks look like does not depend on the code. */
export function appOf(stage: Stage, { validate = false } = {}): App {
  const folder = mkdtempSync(join(tmpdir(), 'goldpan-infra-'));
  const functionsFolder = join(folder, 'functions');
  for (const name of functionNames) {
    mkdirSync(join(functionsFolder, name), { recursive: true });
    writeFileSync(join(functionsFolder, name, 'index.mjs'), `export const handler = async () => '${name}';`);
  }

  return goldpan({ stage, functionsFolder, outdir: join(folder, 'cdk.out'), validate });
}

export type Templates = { readonly data: Template; readonly service: Template };

/** The two templates of a stage. */
export function templatesOf(stage: Stage = stages.dev): Templates {
  const { stacks } = appOf(stage).synth();
  const [data, service] = ['data', 'service'].map((part) => {
    const stack = stacks.find(({ stackName }) => stackName === `goldpan-${stage.name}-${part}`);
    if (stack === undefined) throw new Error(`No stack ${part}`);

    return Template.fromJSON(stack.template);
  });
  if (data === undefined || service === undefined) throw new Error('Two stacks are expected');

  return { data, service };
}
