import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { buildFunctions } from './build-functions.ts';
import { goldpan } from './goldpan.ts';
import { stageOf } from './stages.ts';
export type SynthesizeOptions = {
  readonly stage: string;
  /** Where the cloud assembly goes. */
  readonly outdir: string;
  /** False leaves out CloudFormation's schemas and cdk-nag's rules: they cost seconds. */
  readonly validate: boolean;
};

/**
 * Builds the functions with the playbook and synthesizes the stage: the same bundles and templates that deploy. Throws `PlaybookError` for a
 * bad playbook, and an Error for an unknown stage.
 */
export async function synthesize({ stage, outdir, validate }: SynthesizeOptions): Promise<CloudAssembly> {
  const chosen = stageOf(stage);
  const functionsFolder = await buildFunctions();

  return goldpan({ stage: chosen, functionsFolder, outdir, validate }).synth();
}
