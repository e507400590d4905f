import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { budgetKey } from '#adapters/dynamodb/opt-in-load.ts';
import { ChallengeProblem } from '#contracts/challenge-problem.ts';
import { LEFT_EMPTY } from '#contracts/left-empty.ts';
import { everyItem, startStack, type TestStack } from '#test/support/stack.ts';
import { aSubmission, submit } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { solve } from '#web/form/client/solve.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack();
  await stack.tick();
  await submit(stack.url, await aSubmission(stack.url, { email: 'first@machines.example' }));
  await stack.settle();
}, 90_000);
afterAll(() => stack?.[Symbol.asyncDispose]());

const said = async (answer: Response) => ({
  status: answer.status,
  headers: [...answer.headers].filter(([name]) => !['date', 'apigw-requestid'].includes(name)),
  body: await answer.text(),
});

test('Honeypot filled: 202 and nothing else', async () => {
  const { url } = stack;
  const person = await said(await submit(url, await aSubmission(url, { email: 'person@machines.example' })));
  await stack.settle();
  const [before, mails] = [await everyItem(stack), stack.inbox.list().length];
  const trapped = await aSubmission(url, { email: 'machine@machines.example', [LEFT_EMPTY]: 'https://spam.example' });

  expect(await said(await submit(url, trapped))).toEqual(person);
  await stack.settle();
  expect(await everyItem(stack)).toEqual(before);
  expect(stack.inbox.list()).toHaveLength(mails);
});

test('a form filled faster than people do: a proof of work, and then it is accepted', async () => {
  const submission = { ...(await aSubmission(stack.url, { email: 'fast@machines.example' })), openFor: 400 };
  const refused = await submit(stack.url, submission);
  expect(refused.status).toBe(428);
  const solution = await solve(ChallengeProblem.parse(await refused.json()).challenge);

  expect((await submit(stack.url, { ...submission, solution })).status).toBe(202);
  expect((await submit(stack.url, { ...submission, openFor: 20_000 })).status).toBe(202);
});

test('the opt-in mails of the hour near their budget: a proof of work from everybody, within seconds', async () => {
  const { url, dynamodb, tables, clock } = stack;
  const [TableName] = tables.keys();
  const Item = marshall({ ...budgetKey('everybody', clock.now().toISOString()), mails: 2_999 });
  await dynamodb.send(new PutItemCommand({ TableName, Item }));
  const submission = await aSubmission(url, { email: 'patient@machines.example' });
  const refusal = (sent: object) =>
    waitFor(
      async () => {
        const answer = await submit(url, sent);
        return answer.status === 428 ? answer : undefined;
      },
      { within: 25_000, every: 1_000, what: 'a challenge' },
    );
  const refused = await refusal({ ...submission, openFor: 60_000 });
  const solution = await solve(ChallengeProblem.parse(await refused.json()).challenge);

  expect((await submit(url, { ...submission, solution })).status).toBe(202);
  const other = await aSubmission(url, { email: 'other@machines.example' });
  expect((await refusal({ ...other, solution })).status).toBe(428);
});
