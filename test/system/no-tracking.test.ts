import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type TestStack } from '#test/support/stack.ts';
import { aSubmission, byBrowser, linkIn, submit } from '#test/support/visitor.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack();
}, 90_000);
afterAll(() => stack?.[Symbol.asyncDispose]());

const mailsTo = (email: string) => stack.inbox.list().filter(({ to }) => to === email);

/** What somebody gets to see from the form to the end, with these boxes ticked: each mail and each page. */
async function seenBy(email: string, channels: readonly string[]): Promise<string[]> {
  await submit(stack.url, await aSubmission(stack.url, { email }, channels));
  await stack.settle();
  const [optIn] = mailsTo(email);
  if (optIn === undefined) throw new Error('No opt-in mail came');
  const pressed = await fetch(linkIn(optIn, 'confirm'), {
    method: 'POST',
    headers: { ...byBrowser, 'content-type': 'application/x-www-form-urlencoded' },
  });
  const seen = [await pressed.text()];
  await stack.settle();
  const mails = mailsTo(email);
  expect(mails).toHaveLength(2);
  const ways = mails.flatMap((mail) =>
    ['confirm', 'not-me', 'preferences', 'unsubscribe']
      .filter((kind) => mail.text.includes(`/${kind}/`))
      .map((kind) => linkIn(mail, kind)),
  );
  for (const way of ways) seen.push(await (await fetch(way, { headers: byBrowser })).text());

  return [...seen, ...mails.flatMap(({ text, html, headers }) => [text, html ?? '', JSON.stringify(headers)])];
}

/** Whatever a browser or mail program loads by itself. */
const LOADED = /<(?:img|script|iframe|object|embed|link|video|audio)\b|\ssrc(?:set)?\s*=|url\(|@import/i;
const tagged = (text: string) =>
  (text.replaceAll('&amp;', '&').match(/https?:\/\/[^\s"'<>)\]]+/g) ?? []).filter(
    (link) => /#lead=|[?&](?:utm_|lead|mc_|click|open)/i.test(link) || /\/(?:track|open|click|r)\//.test(link),
  );

test('No tracking consent: no pixel, no tagged links, on any page and in any mail', async () => {
  const seen = await seenBy('private@analytical.example', ['email', 'phone']);

  expect(seen.length).toBeGreaterThan(8);
  for (const one of seen) {
    expect(one).not.toMatch(LOADED);
    expect(tagged(one)).toEqual([]);
  }
});

test('who consented to it has one tagged link, on the page after the press, and no pixel either', async () => {
  const [thanks = '', ...others] = await seenBy('tracked@analytical.example', ['email', 'tracking']);

  expect(tagged(thanks)).toHaveLength(1);
  for (const one of [thanks, ...others]) expect(one).not.toMatch(LOADED);
  expect(others.flatMap(tagged).every((link) => link.includes('#lead='))).toBe(true);
});
