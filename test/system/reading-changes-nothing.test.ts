import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '#infra/routes.ts';
import { everyItem, startStack, type TestStack } from '#test/support/stack.ts';
import { aSubmission, linkIn, submit } from '#test/support/visitor.ts';

let stack: TestStack;
let tokens: Record<string, string>;

beforeAll(async () => {
  stack = await startStack();
  // The first sweep notes which playbook it sees; it shall not do so in the middle of a comparison.
  await stack.tick();
  const { url } = stack;
  await submit(url, await aSubmission(url, { email: 'first@reader.example' }));
  await stack.settle();
  const confirmLink = linkIn(newestMail(), 'confirm');
  await fetch(confirmLink, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  await stack.settle();
  await submit(url, await aSubmission(url, { email: 'second@reader.example' }));
  await stack.settle();
  // Of each kind the link of the newest mail that has one: of one who confirmed, and of one who did not yet.
  tokens = Object.fromEntries(linked.map((kind) => [kind, tokenOf(newestLink(kind))]));
}, 90_000);
afterAll(() => stack?.[Symbol.asyncDispose]());

const newestMail = () => {
  const [mail] = stack.inbox.list();
  if (mail === undefined) throw new Error('No mail came');
  return mail;
};
/** The kinds of links that mails hold: the first part of the routes with a token. */
const linked = [
  ...new Set(routes.filter(({ path }) => path.includes('{token}')).map(({ path }) => path.split('/')[1] ?? '')),
];
const newestLink = (kind: string) => {
  const mail = stack.inbox.list().find(({ text }) => text.includes(`/${kind}/`));
  if (mail === undefined) throw new Error(`No mail with a link to ${kind} came`);
  return linkIn(mail, kind);
};
const tokenOf = (link: string) => new URL(link).pathname.split('/').at(-1) ?? '';

const pathOf = (path: string) =>
  path.replace('{formId}', 'whitepaper').replace('{token}', tokens[path.split('/')[1] ?? ''] ?? 'none');

test.each(routes.map(({ path }) => path))(
  'GET, HEAD and OPTIONS on %s change nothing, even with a live token',
  async (path) => {
    const before = await everyItem(stack);
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const { status } = await fetch(stack.url + pathOf(path), { method });
      expect(status, method).toBeLessThan(500);
    }
    await stack.settle();
    expect(await everyItem(stack)).toEqual(before);
  },
);

test.each(routes.filter(({ method }) => method === 'GET').map(({ path }) => path))(
  'GET %s shows something with a live token',
  async (path) => {
    expect((await fetch(stack.url + pathOf(path))).status).toBe(200);
  },
);

test.each(['PUT', 'PATCH', 'DELETE'])('%s is nowhere a route', async (method) => {
  const before = await everyItem(stack);
  for (const { path } of routes) expect((await fetch(stack.url + pathOf(path), { method })).status).toBe(404);
  expect(await everyItem(stack)).toEqual(before);
});
