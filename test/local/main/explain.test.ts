import { expect, test } from 'vitest';
import { PortTakenError } from '#local/server/port-taken-error.ts';
import { AlreadyRunningError } from '#local/stack/already-running-error.ts';
import { explain } from '#local/start/explain.ts';
import { StartProblem } from '#local/start/start-problem.ts';

const plain = (text: string) => text;
const paint = { bold: plain, soft: plain, good: plain, gold: plain, bad: plain, link: plain };
const noDatabase = new Error(
  'Dynoxide is not installed for this platform. Put `dynoxide` on the PATH or set DYNAMODB_ENDPOINT.',
);

test.each([
  [new AlreadyRunningError(7, 'http://localhost:4400'), 'already runs at http://localhost:4400/local/ (process 7)'],
  [new AlreadyRunningError(7, undefined), 'already runs (process 7)'],
  [new PortTakenError(4419), 'Choose another: PORT=5500 npm start'],
  [new StartProblem('playbook/team.yaml:3: must be a duration'), 'playbook/team.yaml:3: must be a duration'],
  [noDatabase, 'set DYNAMODB_ENDPOINT'],
])('%s is told in a sentence, without a stack trace', (error, sentence) => {
  const told = explain(error, paint);

  expect(told).toContain(sentence);
  expect(told).not.toContain('    at ');
});

test('what nobody foresaw comes with its stack', () => {
  expect(explain(new Error('surprise'), paint)).toMatch(/surprise[\s\S]*\n {4}at /);
});
