import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type BuildOptions, buildFunctions } from './build-functions.ts';
import { goldpan } from './goldpan.ts';
import { stageOf } from './stages.ts';

export type SynthesizeOptions = {
  /** `dev`, `staging` or `prod`. */
  readonly stage: string;
  /** Where the cloud assembly goes. */
  readonly outdir: string;
  /** False leaves out CloudFormation's schemas and cdk-nag's rules: they cost seconds. */
  readonly validate: boolean;
} & BuildOptions;

/**
 * Builds the functions with the playbook and synthesizes the stage: the bundles and templates that deploy. Throws `PlaybookError` for a bad
 * playbook, `UnknownStageError` for an unknown stage, esbuild's `BuildFailure` for a function that does not build, and CDK's `ValidationFailed`.
 */
export async function synthesize({ stage, outdir, validate, playbook }: SynthesizeOptions): Promise<CloudAssembly> {
  const chosen = stageOf(stage);
  const functionsFolder = await buildFunctions({ playbook });
  const app = goldpan({ stage: chosen, functionsFolder, outdir, validate });
  // Loading cdk-nag alone costs a start more than 100 ms.
  if (validate) (await import('./checks.ts')).addChecks(app);

  return app.synth();
}
