import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoMailCounts } from '#adapters/dynamodb/mail-counts.ts';
import { dynamoMailings } from '#adapters/dynamodb/mailing.ts';
import { resumeMailing } from '#app/watch-reputation.ts';
import { hourOf } from '#domain/mailing/reputation.ts';
import type { LocalStack } from '#local/stack.ts';
import { start } from '#local/start/start.ts';
import { advance, aSubmission, linkIn, mailTo, submit } from '#test/support/visitor.ts';

let stack: LocalStack;
let stateDir: string;
const terminal: string[] = [];
beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'goldpan-feedback-'));
  const hear = (text: string) => void terminal.push(text);
  const plain = (text: string) => text;
  const paint = { bold: plain, soft: plain, good: plain, gold: plain, bad: plain, link: plain };
  const settings = { port: 0, stateDir, playbook: undefined };
  ({ stack } = await start(settings, { paint, say: hear, mention: hear, report: hear }));
}, 90_000);
afterAll(async () => {
  await stack?.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

const aboutMails = (email: string) => stack.inbox.list().filter(({ to }) => to === email);
const press = (mailId: string, what: string, body: Record<string, string> = {}) =>
  fetch(`${stack.url}/local/inbox/${mailId}/${what}`, { method: 'POST', body: new URLSearchParams(body) });

async function asked(email: string) {
  await submit(stack.url, await aSubmission(stack.url, { email }));
  const mail = await mailTo(stack.url, email);
  await stack.settle();

  return mail;
}

const confirmationOf = (mail: Awaited<ReturnType<typeof asked>>) =>
  fetch(linkIn(mail, 'confirm'), { method: 'POST', body: new URLSearchParams() });

const mainTable = () => [...stack.tables.keys()].find((name) => /lead/i.test(name)) ?? '';

async function leadWith(email: string) {
  const { Items = [] } = await stack.dynamodb.send(new ScanCommand({ TableName: mainTable() }));
  const pk = Items.find(({ profile }) => profile?.M?.email?.M?.value?.S === email)?.pk?.S ?? '';
  const { Item } = await stack.dynamodb.send(
    new GetItemCommand({ TableName: mainTable(), Key: { pk: { S: pk }, sk: { S: 'LEAD' } } }),
  );
  if (Item === undefined) throw new Error('There is no such lead');

  return Item;
}

async function ledgerOf(email: string) {
  const { addressHash } = await leadWith(email);
  const { Items = [] } = await stack.dynamodb.send(
    new QueryCommand({
      TableName: mainTable(),
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :consent)',
      ExpressionAttributeValues: { ':pk': { S: `ADDRESS#${addressHash?.S}` }, ':consent': { S: 'CONSENT#' } },
    }),
  );

  return Items;
}

test('a delivery stands in the proof, with the mail’s id', async () => {
  const mail = await asked('arrives@analytical.example');
  const entries = await ledgerOf(mail.to);
  expect(entries.map(({ kind }) => kind?.S)).toEqual(['requested', 'mailed', 'delivered']);
  expect(entries[2]?.messageId?.S).toBe(mail.id);
});

describe('a hard bounce, by the button in the inbox', () => {
  const email = 'bounces@analytical.example';

  test('ends the consents, and no further mail goes out, whatever happens', async () => {
    const mail = await asked(email);
    await confirmationOf(mail);
    await stack.settle();
    const before = aboutMails(email).length;
    expect((await press(mail.id, 'bounce', { kind: 'hard' })).status).toBe(200);
    await stack.settle();
    expect(await leadWith(email)).toMatchObject({
      optIn: { M: { status: { S: 'withdrawn' } } },
      suppressed: { S: 'hard-bounce' },
    });
    await submit(stack.url, await aSubmission(stack.url, { email }));
    await stack.settle();
    await advance(stack.url, 'PT4H');
    await stack.settle();
    expect(aboutMails(email)).toHaveLength(before);
    expect((await leadWith(email)).optIn?.M?.held?.M?.by?.S).toBe('suppressed');
  });
});

describe('a complaint, by the button in the inbox', () => {
  const email = 'complains+one@gmail.com';

  test('ends the consents, and no mail goes to that mailbox, however it is spelled', async () => {
    const mail = await asked(email);
    await confirmationOf(mail);
    await stack.settle();
    await press(mail.id, 'complain');
    await stack.settle();
    expect(await leadWith(email)).toMatchObject({ suppressed: { S: 'complaint' } });
    const other = 'com.plains+two@googlemail.com';
    await submit(stack.url, await aSubmission(stack.url, { email: other }));
    await stack.settle();
    expect(aboutMails(other)).toEqual([]);
  });
});

test('a soft bounce blocks nobody yet', async () => {
  const email = 'full@analytical.example';
  const mail = await asked(email);
  await confirmationOf(mail);
  await stack.settle();
  const [latest] = aboutMails(email);
  await press(latest?.id ?? '', 'bounce', { kind: 'soft' });
  await stack.settle();
  expect((await leadWith(email)).suppressed).toBeUndefined();
  expect((await leadWith(email)).optIn?.M?.status?.S).toBe('confirmed');
});

describe('too many bounces', () => {
  const email = 'waits@analytical.example';
  const world = () => {
    const table = { client: stack.dynamodb, name: mainTable() };

    return {
      mailings: dynamoMailings(table),
      counts: dynamoMailCounts(table),
      clock: () => stack.clock.now().toISOString(),
    };
  };

  test('stop marketing mail by themselves; opt-in mails go on', async () => {
    const { mailings, counts, clock } = world();
    await counts.add(hourOf(clock()), { mails: 3_000, bounces: 90, complaints: 0 });
    const last = await asked('one-too-many@analytical.example');
    await press(last.id, 'bounce', { kind: 'hard' });
    await stack.settle();
    expect((await mailings.get()).paused?.because).toBe('bounces');
    await confirmationOf(await asked(email));
    await stack.settle();
    expect(aboutMails(email)).toHaveLength(1);
    expect((await leadWith(email)).heldMails?.M?.welcome?.M?.by?.S).toBe('paused');
  });

  test('and a person lets it go on; what waited goes out', async () => {
    expect(await resumeMailing(world())()).toBe(true);
    await advance(stack.url, 'PT30M');
    await stack.settle();
    expect(aboutMails(email)).toHaveLength(2);
  });
});

test('all of it worked off without an error', () => {
  expect(terminal.filter((line) => /failed|denied|ERROR/.test(line))).toEqual([]);
});
