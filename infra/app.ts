import { App } from 'aws-cdk-lib';
import { PlaybookError } from '#adapters/playbook/playbook-error.ts';
import { buildFunctions } from './build-functions.ts';
import { isBuildFailure } from './bundling/is-build-failure.ts';
import { addChecks } from './checks.ts';
import { goldpan } from './goldpan.ts';
import { stageOf, UnknownStageError } from './stages.ts';

/** What the CDK CLI runs. `--context stage=prod` chooses the stage; without it, it is dev. */
try {
  const stage = stageOf(new App({ autoSynth: false }).node.tryGetContext('stage') ?? 'dev');
  const app = goldpan({ stage, functionsFolder: await buildFunctions(), validate: true });
  addChecks(app);
  app.synth();
} catch (error) {
  // What its author can mend is told without a stack trace.
  if (!(error instanceof PlaybookError || error instanceof UnknownStageError || isBuildFailure(error))) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
