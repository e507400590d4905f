import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everyItem, startStack, type TestStack } from '#test/support/stack.ts';
import { aSubmission, byBrowser, linkIn, submit } from '#test/support/visitor.ts';

const document = readFileSync(new URL('../../docs/privacy.md', import.meta.url), 'utf8');
const formPost = { 'content-type': 'application/x-www-form-urlencoded' };
let stack: TestStack;
let items: Record<string, unknown>[];

/** A life that leaves as much behind as one can: a whole funnel, a withdrawal, a second lead that is erased. */
beforeAll(async () => {
  stack = await startStack();
  const { url } = stack;
  const people = ['ada@analytical.example', 'eve@analytical.example'];
  for (const email of people) {
    const submission = await aSubmission(url, { email, phone: '+49 30 1234567' }, ['email', 'phone', 'tracking']);
    await submit(url, { ...submission, page: 'https://www.example.com/de/' }, { 'idempotency-key': `key-${email}` });
  }
  await stack.settle();
  for (const email of people) {
    const page = await (
      await fetch(linkIn(mailTo(email, '/confirm/'), 'confirm'), { method: 'POST', headers: formPost })
    ).text();
    const [, lead] = /#lead=([\w.-]+)/.exec(page) ?? [];
    await fetch(`${url}/activities`, {
      method: 'POST',
      headers: { ...byBrowser, 'content-type': 'application/json' },
      body: JSON.stringify({ lead, id: `visit-${email.slice(0, 3)}-0001`, kind: 'pricing-viewed', topic: 'membranes' }),
    });
  }
  await stack.settle();
  const offer = stack.inbox.list().find(({ text }) => text.includes('/offers/'));
  if (offer === undefined) throw new Error('No offer was mailed');
  await fetch(linkIn(offer, 'offers'), { method: 'POST', headers: formPost, body: 'decision=accept' });
  const leaving = linkIn(mailTo('eve@analytical.example', '/unsubscribe/'), 'unsubscribe');
  await fetch(leaving, { method: 'POST', headers: formPost, body: 'List-Unsubscribe=One-Click' });
  await stack.settle();
  await stack.tick();
  await stack.settle();
  items = (await everyItem(stack)).map((item) => JSON.parse(item));
}, 120_000);
afterAll(() => stack?.[Symbol.asyncDispose]());

function mailTo(email: string, containing: string) {
  const mail = stack.inbox.list().find(({ to, text }) => to === email && text.includes(containing));
  if (mail === undefined) throw new Error(`No mail to ${email} with ${containing}`);

  return mail;
}

test('every attribute that is stored is named in the data map of docs/privacy.md', () => {
  const stored = new Set(items.flatMap((item) => Object.keys(item).map((attribute) => `${kindOf(item)} ${attribute}`)));
  expect(stored.size).toBeGreaterThan(60);

  expect([...stored].filter((name) => !isMapped(name)).toSorted()).toEqual([]);
});

/** `LEAD LEAD`, `ADDRESS CONSENT`, `KEY`, …; items of the suppression list have no sort key. */
function kindOf({ pk, sk }: Record<string, unknown>): string {
  const [partition = ''] = String(pk).split('#');
  const [sort = ''] = String(sk ?? '').split('#');
  if (sk === undefined) return 'suppression list';

  return partition === 'LEAD' || partition === 'ADDRESS' ? `${partition} ${sort}` : partition;
}

/** The row of that kind, or for a lead's head one of its section's, has the attribute. */
function isMapped(name: string): boolean {
  const attribute = name.slice(name.lastIndexOf(' ') + 1);
  const kind = name.slice(0, name.lastIndexOf(' '));
  const rows = document.split('\n').filter((line) => line.startsWith('|'));
  const section = /### `LEAD#…` `LEAD`[\s\S]*?(?=\n### )/.exec(document)?.[0].split('\n') ?? [];
  const ofKind =
    kind === 'LEAD LEAD' ? section : rows.filter((row) => (row.split('|')[1] ?? '').includes(labelOf(kind)));
  // A release's further attributes say how far it is, and name nobody.
  if (kind === 'RELEASE') return ofKind.length > 0;

  return ofKind.some((row) => row.includes(`\`${attribute}\``));
}

function labelOf(kind: string): string {
  const [partition = '', sort] = kind.split(' ');
  if (kind === 'suppression list') return kind;
  if (partition === 'MAILING') return '`MAILING`';
  if (sort === undefined) return `\`${partition}#…\``;

  return `\`${partition}#…\` \`${sort}${sort === 'EVENT' || sort === 'ACTIVITY' || sort === 'CONSENT' ? '#…' : ''}\``;
}
