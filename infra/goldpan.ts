import { readFileSync } from 'node:fs';
import { App, Tags } from 'aws-cdk-lib';
import * as z from 'zod';
import { DataStack } from './stacks/data-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';
import type { Stage } from './stages.ts';

const CdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

export type GoldpanProps = {
  readonly stage: Stage;
  /** Holds one folder per function, named after it, with its bundle. */
  readonly functionsFolder: string;
  /** Where the cloud assembly goes. Left out: where the CDK CLI wants it, else a temporary folder. */
  readonly outdir?: string | undefined;
  /** True: synthesis checks the templates against CloudFormation's schemas. */
  readonly validate: boolean;
};

/**
 * The whole system of one stage as a CDK app, not yet synthesized. It takes its feature flags from `cdk.json` also where the CDK CLI does not run
 * it, so that every way to synthesize gives the same templates.
 */
export function goldpan({ stage, functionsFolder, outdir, validate }: GoldpanProps): App {
  const app = new App({
    ...(outdir === undefined ? {} : { outdir }),
    context: { ...cdkJsonContext(), 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true },
    autoSynth: false,
    analyticsReporting: false,
    treeMetadata: validate,
    builtinCloudFormationValidation: validate,
  });
  const shared = { stage, env: { account: stage.account, region: stage.region } };
  const { table, suppressions } = new DataStack(app, `goldpan-${stage.name}-data`, shared);
  new ServiceStack(app, `goldpan-${stage.name}-service`, { ...shared, table, suppressions, functionsFolder });
  Tags.of(app).add('goldpan:stage', stage.name);

  return app;
}

function cdkJsonContext(): Record<string, unknown> {
  return CdkJson.parse(JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8'))).context;
}
