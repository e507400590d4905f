import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readUsage, recordUsage } from '#local/aws/grant-usage.ts';
import { grantsOf } from '#local/aws/grants.ts';
import { type Mail, openInbox } from '#local/aws/inbox.ts';
import { startMeter } from '#local/aws/meter.ts';
import { startSqs } from '#local/aws/sqs.ts';
import { sweepExpired } from '#local/aws/time-to-live.ts';
import { lockState } from '#local/stack/state-lock.ts';
import { unusedGrants } from '#local/unused-grants.ts';
import { GOLDPAN_TABLE, startTestTable } from '#test/support/dynamodb.ts';
import { modelOf } from '../support/fixture-model.ts';
import { smallSystem } from '../support/small-system.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'goldpan-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mail = (id: string): Mail => ({
  id,
  to: 'a@b.c',
  from: 'd@e.f',
  subject: 's',
  text: 't',
  html: null,
  headers: {},
  receivedAt: '2026-01-01T00:00:00.000Z',
  sent: { configurationSet: 'outbound', caller: 'mail-role', tags: { mail: 'opt-in' } },
  reports: [],
});

it('the inbox outlives a restart, newest first', () => {
  const file = join(folder, 'inbox.jsonl');
  const inbox = openInbox(file);
  inbox.add(mail('1'));
  inbox.add(mail('2'));

  expect(openInbox(file).list()).toEqual([mail('2'), mail('1')]);
  expect(openInbox(file).get('1')).toEqual(mail('1'));
});

it('the inbox keeps what became of a mail, in order', () => {
  const file = join(folder, 'inbox.jsonl');
  const inbox = openInbox(file);
  inbox.add(mail('1'));
  inbox.add(mail('2'));
  const reports = [
    { outcome: 'soft-bounce' as const, at: '2026-01-01T00:01:00.000Z' },
    { outcome: 'complaint' as const, at: '2026-01-01T00:02:00.000Z' },
  ];
  for (const report of reports) inbox.note('1', report);

  expect(inbox.get('1')?.reports).toEqual(reports);
  expect(openInbox(file).list()).toEqual([mail('2'), { ...mail('1'), reports }]);
});

it('the inbox reads mails from before it kept how they were sent', () => {
  const file = join(folder, 'inbox.jsonl');
  const { sent: _sent, reports: _reports, ...old } = mail('1');
  writeFileSync(file, `${JSON.stringify(old)}\n`);

  expect(openInbox(file).get('1')).toEqual({
    ...old,
    sent: { configurationSet: null, caller: '', tags: {} },
    reports: [],
  });
});

it('the inbox passes over a line that a kill cut short, and goes on after it', () => {
  const file = join(folder, 'inbox.jsonl');
  openInbox(file).add(mail('1'));
  appendFileSync(file, '{"id":"2","to":"Gr');
  openInbox(file).add(mail('3'));

  expect(
    openInbox(file)
      .list()
      .map(({ id }) => id),
  ).toEqual(['3', '1']);
});

it('the inbox names the line that holds no mail', () => {
  const file = join(folder, 'inbox.jsonl');
  writeFileSync(file, `${JSON.stringify(mail('1'))}\n{"id":2}\n`);

  expect(() => openInbox(file)).toThrow(`${file}, line 2`);
});

it('a queue’s file forgets what was worked off', async () => {
  const model = modelOf(smallSystem);
  const sqs = await startSqs(model, startMeter(), folder);
  for (let n = 0; n < 50; n++)
    await sqs.send('arn:aws:sqs:eu-central-1:000000000000:work', `canary@secret.example ${'x'.repeat(3_000)}`);
  await sqs.drain('work', async () => true);
  sqs.tidy();
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  await sqs.stop();

  expect(bytes.join('').length).toBeGreaterThan(10_000);
  expect(bytes.join('')).not.toContain('canary');
});

it('queues keep their messages over a restart, and those received are ready again', async () => {
  const model = modelOf(smallSystem);
  const work = 'arn:aws:sqs:eu-central-1:000000000000:work';
  const first = await startSqs(model, startMeter(), folder);
  await first.send(work, 'one', { kind: 'test' });
  await first.send(work, 'two');
  await first.drain('work', async ({ body }) => body === 'two');
  expect(first.depth('work')).toEqual({ ready: 0, delayed: 0, inFlight: 1 });
  await first.stop();
  const second = await startSqs(model, startMeter(), folder);
  const messages = second.peek('work');

  expect(second.depth('work')).toEqual({ ready: 1, delayed: 0, inFlight: 0 });
  expect(messages).toMatchObject([{ body: 'one', attributes: { kind: 'test' } }]);
  await second.stop();
});

it.skipIf(process.platform !== 'linux')('queues answer on the loopback interface only', async () => {
  const sqs = await startSqs(modelOf(smallSystem), startMeter());
  const listening = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .filter((line) => line.includes(`:${port(sqs.endpoint)} 00000000:0000 0A`));
  await sqs.stop();

  expect(listening).toHaveLength(1);
  expect(listening[0]).toContain('0100007F:');
});

const port = (endpoint: string) => Number(new URL(endpoint).port).toString(16).toUpperCase().padStart(4, '0');

it('refuses a message for a queue that the template does not have', async () => {
  const sqs = await startSqs(modelOf(smallSystem), startMeter());

  await expect(sqs.send('arn:aws:sqs:eu-central-1:000000000000:nobody', 'x')).rejects.toThrow('There is no queue');
  await sqs.stop();
});

it('deletes what is past its time to live, and nothing else', async () => {
  const { client, tableName, stop } = await startTestTable();
  const now = new Date('2026-06-01T00:00:00Z');
  const seconds = now.getTime() / 1_000;
  const items = {
    past: { N: String(seconds - 1) },
    future: { N: String(seconds + 1) },
    text: { S: '1' },
    ancient: { N: '1' },
  };
  for (const [name, expiresAt] of Object.entries(items)) {
    await client.send(
      new PutItemCommand({ TableName: tableName, Item: { pk: { S: name }, sk: { S: 'x' }, expiresAt } }),
    );
  }
  const deleted = await sweepExpired(client, tableName, GOLDPAN_TABLE, now);
  const left: string[] = [];
  for (const name of Object.keys(items)) {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: { pk: { S: name }, sk: { S: 'x' } } }),
    );
    if (Item !== undefined) left.push(name);
  }
  await stop();

  expect(deleted).toBe(1);
  expect(left).toEqual(['future', 'text', 'ancient']);
});

it('takes over the state of a process that was killed, not of one that runs', () => {
  const lock = lockState(folder);
  lock.tell('http://localhost:1');
  expect(() => lockState(folder)).toThrow(`Goldpan already runs (process ${process.pid}, http://localhost:1)`);
  lock.release();
  writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: process.pid, started: 'another time' }));

  expect(() => lockState(folder).release()).not.toThrow();
});

it('tells which grants no run used, apart from those whose use cannot be seen', () => {
  const usage = recordUsage(folder);
  const when = (value: string) => ({ operator: 'ForAllValues:StringLike', key: 'dynamodb:LeadingKeys', value });
  const table = 'arn:aws:dynamodb:eu-central-1:000000000000:table/leads';
  usage.record('worker-role', [{ action: 'dynamodb:PutItem', resource: table, conditions: [when('LEAD#*')] }]);
  usage.record('worker-role', [
    { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-central-1:000000000000:work', conditions: [] },
  ]);
  const granted = [...grantsOf(modelOf(smallSystem)), 'worker-role  logs:PutLogEvents  *'];
  const { unused, notEmulated, usedCount } = unusedGrants(granted, readUsage(folder));

  expect(usedCount).toBe(2);
  expect(notEmulated).toEqual(['worker-role  logs:PutLogEvents  *']);
  expect(unused).toContain(
    `worker-role  dynamodb:PutItem  ${table}  when dynamodb:LeadingKeys ForAllValues:StringLike ADDRESS#*`,
  );
  expect(unused).not.toContain(
    `worker-role  dynamodb:PutItem  ${table}  when dynamodb:LeadingKeys ForAllValues:StringLike LEAD#*`,
  );
});
