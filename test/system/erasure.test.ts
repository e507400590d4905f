import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '#domain/instant.ts';
import { runConsent } from '#local/consent/run.ts';
import { reachedByConsent } from '#test/support/consent-command.ts';
import { everyItem, startStack, type TestStack } from '#test/support/stack.ts';
import { aSubmission, byBrowser, linkIn, submit } from '#test/support/visitor.ts';

/** Strings that stand for personal data: what was typed, whose network, and whose browser. */
const typed = {
  email: 'canary.address@canary-domain.example',
  firstName: 'Canaryfirst',
  lastName: 'Canarylast',
  company: 'Canarycompany GmbH',
  jobTitle: 'Head of Operations, Canary plant',
  phone: '+49 30 7654321',
};
const words = ['canary', '7654321'];
const browser = { ...byBrowser, 'user-agent': 'SparrowBrowser/7.0' };
const viewer = ['sparrowbrowser', '127.0.0.1'];
const formPost = { ...browser, 'content-type': 'application/x-www-form-urlencoded' };

const hits = (text: string, looked: readonly string[]) => looked.filter((word) => text.toLowerCase().includes(word));

async function capture({ url }: TestStack, fields: Record<string, string> = typed): Promise<void> {
  const submission = await aSubmission(url, fields, ['email', 'phone', 'tracking']);
  const page = 'https://canary-page.example/whitepaper';
  const answer = await submit(url, { ...submission, page }, { ...browser, 'idempotency-key': 'canary-key' });
  expect(answer.status).toBe(202);
}

/** Moves the time and lets everything happen that is due by then. */
async function pass(stack: TestStack, milliseconds: number): Promise<void> {
  await stack.clock.advance(milliseconds);
  for (let round = 0; round < 2; round++) {
    await stack.tick();
    await stack.settle();
  }
}

/** Everything that lies in files: function logs, queues, events, checkpoints. The database is scanned item by item; the inbox is the recipient's. */
const files = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !/dynamodb\.sqlite|inbox\.jsonl/.test(file))
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');

/** The table, the suppression list, the index, queues, dead letters, logs and the terminal: everything but the recipient's own inbox. */
async function everything(stack: TestStack): Promise<string> {
  return [
    ...(await everyItem(stack)),
    JSON.stringify(stack.deadLetters.list()),
    stack.terminal.join('\n'),
    files(stack.stateDir),
  ].join('\n');
}

/** What the table's stream still tells: on AWS it forgets after 24 hours, here the local runtime sees to that. */
function streamImages({ stateDir }: TestStack): string {
  const sqlite = new DatabaseSync(join(stateDir, 'dynamodb.sqlite'), { readOnly: true });
  const records = sqlite.prepare('SELECT keys_json, new_image, old_image FROM _stream_records').all();
  sqlite.close();

  return JSON.stringify(records);
}

describe('nobody confirms', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startStack();
  }, 90_000);
  afterAll(() => stack?.[Symbol.asyncDispose]());

  test('Personal data of unconfirmed leads is gone after 8 days', async () => {
    await capture(stack);
    await stack.settle();
    expect(hits((await everyItem(stack)).join('\n'), [...words, ...viewer])).toEqual([...words, ...viewer]);
    expect(hits(streamImages(stack), words)).toEqual(words);
    await pass(stack, 4 * DAY);
    await pass(stack, 3 * DAY + MINUTE);
    await stack.sweep();

    const left = await everyItem(stack);
    expect(hits(await everything(stack), [...words, ...viewer])).toEqual([]);
    expect(left.filter((item) => /"pk":"(?:LEAD|ADDRESS)#/.test(item)).map((item) => JSON.parse(item).sk)).toEqual([
      'MAILBOX',
    ]);
    await pass(stack, DAY + 2 * HOUR);
    await stack.sweep();
    expect(streamImages(stack)).not.toBe('');
    expect(hits(streamImages(stack), [...words, ...viewer])).toEqual([]);
    expect(left.find((item) => item.includes('"pk":"ERASURE#'))).toContain('"because":"unconfirmed"');
    expect((await everyItem(stack)).find((item) => item.includes('"pk":"ERASURE#'))).toContain('"step":"done"');
    expect(stack.terminal.filter((line) => line.includes('denied'))).toEqual([]);
    expect(stack.deadLetters.list().flatMap(({ messages }) => messages)).toEqual([]);
  }, 150_000);

  test('A lead that withdrew everything is gone after its retention, and so is its proof after that of the proof', async () => {
    const email = 'leaving@canary-domain.example';
    await capture(stack, { ...typed, email });
    await stack.settle();
    await fetch(linkIn(mailTo(stack, email, '/confirm/'), 'confirm'), { method: 'POST', headers: formPost });
    await stack.settle();
    const preferences = linkIn(mailTo(stack, email, '/preferences/'), 'preferences');
    await fetch(preferences, { method: 'POST', headers: formPost, body: 'action=withdraw-all' });
    await stack.settle();
    const left = async () => (await everyItem(stack)).map((item): Record<string, unknown> => JSON.parse(item));
    const kinds = async () => new Set((await left()).map(({ pk, sk }) => `${pk} ${sk}`.replace(/#[^ ]*/g, '')));
    await pass(stack, 29 * DAY);
    expect(await kinds()).toContain('LEAD LEAD');
    await pass(stack, DAY + MINUTE);
    expect(await kinds()).not.toContain('LEAD LEAD');
    expect(await kinds()).toContain('ADDRESS CONSENT');
    expect((await left()).filter(({ because }) => because === 'retention')).toHaveLength(1);
    await pass(stack, 2 * DAY);
    await pass(stack, 1460 * DAY);
    await stack.sweep();

    expect(await kinds()).not.toContain('ADDRESS CONSENT');
    expect(await kinds()).not.toContain('ADDRESS ADDRESS');
    expect(hits((await everyItem(stack)).join('\n'), [...words, ...viewer])).toEqual([]);
    expect(stack.terminal.filter((line) => line.includes('denied'))).toEqual([]);
  }, 150_000);
});

describe('the owner asks', () => {
  let stack: TestStack;
  let optIn: string;
  let offerLink: string;
  let trackToken: string;
  beforeAll(async () => {
    stack = await startStack();
    await capture(stack);
    await stack.settle();
    optIn = linkIn(mailTo(stack, typed.email, '/confirm/'), 'confirm');
    const page = await (await fetch(optIn, { method: 'POST', headers: formPost })).text();
    await stack.settle();
    [, trackToken = ''] = /#lead=([\w.-]+)/.exec(page) ?? [];
    for (let n = 0; n < 5; n++) expect((await visit(n)).status).toBe(202);
    await stack.settle();
    const offer = stack.inbox.list().find(({ text }) => text.includes('/offers/'));
    if (offer === undefined) throw new Error('No offer was mailed');
    offerLink = linkIn(offer, 'offers');
    await fetch(offerLink, { method: 'POST', headers: formPost, body: 'decision=accept' });
    await stack.settle();
    const preferences = linkIn(mailTo(stack, typed.email, '/preferences/'), 'preferences');
    const asked = await fetch(`${preferences}/erase`, { method: 'POST', headers: formPost, body: '' });
    expect(asked.status).toBe(200);
    await stack.settle();
  }, 120_000);
  afterAll(() => stack?.[Symbol.asyncDispose]());

  const visit = (n: number) =>
    fetch(`${stack.url}/activities`, {
      method: 'POST',
      headers: { ...browser, 'content-type': 'application/json' },
      body: JSON.stringify({
        lead: trackToken,
        id: `visit-000${n}`,
        kind: 'pricing-viewed',
        page: 'https://site.example/canary',
      }),
    });

  test('After erasure a full scan of table, queues, logs and other stores finds none of the canary strings', async () => {
    const items = (await everyItem(stack)).map((item): Record<string, unknown> => JSON.parse(item));
    const proof = items.filter(({ sk }) => String(sk).startsWith('CONSENT#'));
    const others = items.filter((item) => !proof.includes(item));

    expect(proof.length).toBeGreaterThan(6);
    // The page that the form stood on is part of the restricted proof, like the network and the browser of who said yes.
    const wording = proof.map(({ wording: _, ...entry }) => entry);
    expect(hits(JSON.stringify(wording), words)).toEqual([]);
    expect(hits(JSON.stringify(proof), viewer)).toEqual(viewer);
    expect(hits(JSON.stringify(others), [...words, ...viewer])).toEqual([]);
    expect(hits(JSON.stringify(stack.deadLetters.list()), [...words, ...viewer])).toEqual([]);
    expect(hits(files(stack.stateDir), [...words, ...viewer])).toEqual([]);
    expect(hits(stack.terminal.join('\n'), [...words, ...viewer])).toEqual([]);
    expect(others.filter(({ pk }) => String(pk).startsWith('LEAD#'))).toEqual([]);
  });

  test('What the browser still tells of the lead does not stay', async () => {
    expect((await visit(9)).status).toBe(202);
    await stack.settle();

    expect((await everyItem(stack)).filter((item) => item.includes('"pk":"LEAD#'))).toEqual([]);
  });

  test('Confirm after erasure: generic, nothing created', async () => {
    const before = await everyItem(stack);
    const unknown = optIn.replace(/[\w-]$/, (last) => (last === 'A' ? 'B' : 'A'));
    const [after, never] = await Promise.all(
      [optIn, unknown].map(async (link) => {
        const answer = await fetch(link, { method: 'POST', headers: formPost });
        return { status: answer.status, body: await answer.text() };
      }),
    );

    expect(after).toEqual(never);
    await stack.settle();
    expect(await everyItem(stack)).toEqual(before);
  });

  test('the link of an offer whose lead was erased says that the offer is over', async () => {
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(offerLink, {
        method,
        headers: { ...formPost, accept: 'text/html' },
        ...(method === 'POST' && { body: 'decision=accept' }),
      });
      expect(answer.status).toBe(409);
    }
  });

  test('the report says what was erased where and when', async () => {
    const [record] = (await everyItem(stack)).filter((item) => item.includes('"pk":"ERASURE#'));
    const leadId: string = JSON.parse(record ?? '{}').leadId;
    const said: string[] = [];
    const code = await reachedByConsent(stack, (env) =>
      runConsent(['erasure', leadId, ...env.at], { say: (text) => void said.push(text), env: {} }),
    );

    expect(code).toBe(0);
    expect(said.join('\n')).toMatch(/activities +5 deleted/);
    expect(said.join('\n')).toContain('because its owner asked for it');
  });

  test('A resubmission after erasure starts from nothing: a new lead, the chain goes on, the opt-in mail is sent, its confirmation ends the refusal', async () => {
    const mails = stack.inbox.list().length;
    const submission = await aSubmission(stack.url, typed, ['email']);
    await submit(stack.url, submission, browser);
    await stack.settle();
    // The mailbox got a mail a moment ago.
    await pass(stack, 15 * MINUTE);

    expect(stack.inbox.list().length).toBe(mails + 1);
    const again = linkIn(mailTo(stack, typed.email, '/confirm/'), 'confirm');
    expect(again).not.toBe(optIn);
    const list = async () => (await everyItem(stack)).find((item) => item.includes('"erasedLeads"'));
    expect(await list()).toContain('"refusal"');
    await fetch(again, { method: 'POST', headers: formPost });
    await stack.settle();
    expect(await list()).not.toContain('"refusal"');
    const said: string[] = [];
    const verify = (env: { at: readonly string[] }) =>
      runConsent(['verify', ...env.at], { say: (text) => void said.push(text), env: {} });
    expect(await reachedByConsent(stack, verify), said.join('\n')).toBe(0);
  });

  test('nobody was denied anything, and no event is left over', () => {
    expect(stack.terminal.filter((line) => line.includes('denied'))).toEqual([]);
    expect(stack.deadLetters.list().flatMap(({ messages }) => messages)).toEqual([]);
  });
});

function mailTo({ inbox }: TestStack, address: string, containing: string) {
  const mail = inbox.list().find(({ to, text }) => to === address && text.includes(containing));
  if (mail === undefined) throw new Error(`No mail to ${address} with ${containing}`);

  return mail;
}
