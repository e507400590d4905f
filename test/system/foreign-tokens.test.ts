import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '#infra/routes.ts';
import { everyItem, startStack, type TestStack } from '#test/support/stack.ts';
import { aSubmission, byBrowser, linkIn, submit } from '#test/support/visitor.ts';

let stack: TestStack;
/** A live token of each purpose, all of one lead, by the first part of the routes that it is for. */
let tokens: Map<string, string>;

const formPost = { ...byBrowser, 'content-type': 'application/x-www-form-urlencoded' };
const signed = routes.filter(({ path }) => path.includes('{token}'));
const kindOf = (path: string) => path.split('/')[1] ?? '';

beforeAll(async () => {
  stack = await startStack();
  // The first sweep notes which playbook it sees; it shall not do so in the middle of a comparison.
  await stack.tick();
  await submit(stack.url, await aSubmission(stack.url, {}, ['email', 'phone', 'tracking']));
  await stack.settle();
  const confirmed = await fetch(tokenLink('confirm'), { method: 'POST', headers: formPost });
  const [, track = ''] = /#lead=([\w.-]+)/.exec(await confirmed.text()) ?? [];
  await stack.settle();
  tokens = new Map(
    [...new Set(signed.map(({ path }) => kindOf(path)))].map((kind) => [kind, tokenOf(tokenLink(kind))]),
  );
  tokens.set('activities', track);
}, 90_000);
afterAll(() => stack?.[Symbol.asyncDispose]());

function tokenLink(kind: string): string {
  const mail = stack.inbox.list().find(({ text }) => text.includes(`/${kind}/`));
  if (mail === undefined) throw new Error(`No mail with a link to ${kind} came`);
  return linkIn(mail, kind);
}
const tokenOf = (link: string) => new URL(link).pathname.split('/').at(-1) ?? '';

/** What the form of each page posts. */
const posts: Readonly<Record<string, string>> = {
  offers: 'decision=accept',
  preferences: 'action=withdraw-all',
  unsubscribe: 'List-Unsubscribe=One-Click',
};

test.each(signed)(
  'Token of another purpose: 404 at $method $path, with nothing of the lead',
  async ({ method, path }) => {
    expect(tokens.size).toBe(6);
    const before = await everyItem(stack);
    for (const [kind, token] of tokens) {
      if (kind === kindOf(path)) continue;
      const body = method === 'POST' ? { body: posts[kindOf(path)] ?? '' } : {};
      const answer = await fetch(stack.url + path.replace('{token}', token), { method, headers: formPost, ...body });
      expect(answer.status, `the token for ${kind}`).toBe(404);
      expect(await answer.text()).not.toMatch(/ada\.lovelace|Analytical/i);
    }
    expect(await everyItem(stack)).toEqual(before);
  },
);

test('Token of another purpose: 404 as the name of a lead in an activity', async () => {
  for (const [kind, token] of tokens) {
    const activity = { lead: token, id: `activity-of-${kind}`, kind: 'page-visited', page: 'https://site.example/' };
    const answer = await fetch(`${stack.url}/activities`, {
      method: 'POST',
      headers: { ...byBrowser, 'content-type': 'application/json' },
      body: JSON.stringify(activity),
    });
    expect(answer.status, kind).toBe(kind === 'activities' ? 202 : 404);
  }
});
