import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type TestStack } from '#test/support/stack.ts';
import { aSubmission, byBrowser, linkIn, submit } from '#test/support/visitor.ts';

/** Strings that stand for personal data, one for each place where a person can leave some. */
const canaries = {
  email: 'canary.address@canary-domain.example',
  firstName: 'Canaryfirst',
  lastName: 'Canarylast',
  company: 'Canarycompany GmbH',
  jobTitle: 'Head of Operations, Canary plant',
  phone: '+49 30 7654321',
};
const words = ['canary', '7654321'];
let stack: TestStack;

beforeAll(async () => {
  stack = await startStack();
  const { url } = stack;
  const agent = { 'user-agent': 'CanaryBrowser/1.0', referer: 'https://canary-referer.example/' };
  const submission = await aSubmission(url, canaries, ['email', 'phone', 'tracking']);
  await submit(
    url,
    { ...submission, page: 'https://canary-page.example/?name=canary' },
    { ...agent, 'idempotency-key': 'canary-key' },
  );
  await submit(url, submission, { ...agent, 'idempotency-key': 'canary-key' });
  // Refused ones: parse errors must not quote.
  await submit(
    url,
    { ...submission, fields: { ...canaries, email: 'canary not an address', canaryField: 'canary' } },
    agent,
  );
  await fetch(`${url}/forms/whitepaper/submissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...agent },
    body: '{"canary": canary}',
  });
  await fetch(`${url}/confirm/canary-token`, { headers: agent });
  await stack.settle();
  await confirmAndAccept();
  // A function that fails over a damaged item must not quote it.
  await damageLead();
  await submit(url, submission, agent);
  await stack.settle();
}, 120_000);
afterAll(() => stack?.[Symbol.asyncDispose]());

async function confirmAndAccept(): Promise<void> {
  const [optIn] = stack.inbox.list();
  if (optIn === undefined) throw new Error('No opt-in mail came');
  const page = await (await fetch(linkIn(optIn, 'confirm'), { method: 'POST', headers: formPost })).text();
  await stack.settle();
  const [, token] = /#lead=([\w.-]+)/.exec(page) ?? [];
  const activity = {
    lead: token,
    id: 'activity-0001',
    kind: 'page-visited',
    page: 'https://site.example/pricing?who=canary',
  };
  await fetch(`${stack.url}/activities`, {
    method: 'POST',
    headers: { ...byBrowser, 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  await stack.settle();
  const [offer] = stack.inbox.list();
  if (offer === undefined) throw new Error('No offer mail came');
  await fetch(linkIn(offer, 'offers'), { method: 'POST', headers: formPost, body: 'decision=accept' });
  await stack.settle();
}

const formPost = { 'content-type': 'application/x-www-form-urlencoded' };

async function damageLead(): Promise<void> {
  const [TableName] = stack.tables.keys();
  const { Items = [] } = await stack.dynamodb.send(new ScanCommand({ TableName }));
  const profile = Items.find(({ sk }) => sk?.S === 'PROFILE');
  await stack.dynamodb.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: profile?.pk ?? { S: '' }, sk: { S: 'PROFILE' } },
      UpdateExpression: 'SET profile = :damaged',
      ExpressionAttributeValues: { ':damaged': { S: 'canary damaged' } },
    }),
  );
}

const hits = (text: string) => words.filter((word) => text.toLowerCase().includes(word));

test('no log line of any function holds personal data', () => {
  const logs = filesOf(stack.stateDir).filter((file) => file.endsWith('.log'));
  expect(logs.length).toBeGreaterThan(0);
  const text = logs.map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(text).toContain('submission accepted');
  expect(text).toContain('"level":"ERROR"');
  expect(hits(text)).toEqual([]);
});

test('nor does the terminal', () => expect(hits(stack.terminal.join('\n'))).toEqual([]));

test('nor do the events, in the histories and in the outbox', async () => {
  const [TableName] = stack.tables.keys();
  const { Items = [] } = await stack.dynamodb.send(new ScanCommand({ TableName }));
  const events = Items.filter(({ sk }) => sk?.S?.startsWith('EVENT#'));
  expect(events.length).toBeGreaterThan(6);
  expect(hits(JSON.stringify(events))).toEqual([]);
  expect(hits(JSON.stringify(Items.map(({ outbox }) => outbox)))).toEqual([]);
  const keys = Items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`).join('\n');
  expect(hits(keys)).toEqual([]);
});

test('nor do queues and dead letters', () => {
  expect(hits(JSON.stringify(stack.deadLetters.list()))).toEqual([]);
  const queues = filesOf(stack.stateDir).filter((file) => /fauxqs|sqs|queue/i.test(file));
  expect(queues.length).toBeGreaterThan(0);
  expect(queues.flatMap((file) => hits(readFileSync(file, 'latin1')))).toEqual([]);
});

test('the lead itself is there: the canaries did get in', async () => {
  const [TableName] = stack.tables.keys();
  const { Items = [] } = await stack.dynamodb.send(new ScanCommand({ TableName }));
  expect(hits(JSON.stringify(Items))).toEqual(['canary']);
});

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile());
