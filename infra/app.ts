import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { buildFunctions } from './build-functions.ts';
import { addChecks } from './checks.ts';
import { forItsAuthor } from './for-its-author.ts';
import { goldpan } from './goldpan.ts';
import { stageOf } from './stages.ts';

/** What the CDK CLI runs. `--context stage=prod` chooses the stage (else dev), `--context playbook=FOLDER` another playbook. */
try {
  const { node } = new App({ autoSynth: false });
  const stage = stageOf(node.tryGetContext('stage') ?? 'dev');
  const playbook = z.optional(z.string()).parse(node.tryGetContext('playbook'));
  const app = goldpan({ stage, functionsFolder: await buildFunctions({ playbook }), validate: true });
  addChecks(app);
  app.synth();
} catch (error) {
  const message = forItsAuthor(error);
  if (message === undefined) throw error;
  console.error(message);
  process.exitCode = 1;
}
