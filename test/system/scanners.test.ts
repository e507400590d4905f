import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { launchBrowser } from '#test/support/browser.ts';
import { sharedData } from '#test/support/shared-data.ts';
import { everyItem, startStack, type TestStack } from '#test/support/stack.ts';
import { aSubmission, byBrowser, linkIn, submit } from '#test/support/visitor.ts';

/** Scanners follow every link of every mail, some with a browser that runs scripts, some before the person has seen the mail. */

let stack: TestStack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchBrowser({ automated: true })]);
  await stack.tick();
  const { url } = stack;
  const send = async (email: string) => {
    await submit(url, await aSubmission(url, { email }, ['email', 'tracking', 'phone']));
    await stack.settle();
  };
  await send('waiting@scanned.example');
  await send('confirmed@scanned.example');
  const optIn = mailsTo('confirmed@scanned.example').find(({ text }) => text.includes('/confirm/'));
  if (optIn === undefined) throw new Error('No opt-in mail came');
  await fetch(linkIn(optIn, 'confirm'), {
    method: 'POST',
    headers: { ...byBrowser, 'content-type': 'application/x-www-form-urlencoded' },
  });
  await stack.settle();
  await stack.tick();
  await stack.settle();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

const mailsTo = (address: string) => stack.inbox.list().filter(({ to }) => to === address);

/** Every address of ours in every mail: in either body and in the headers. */
function everyLink(): string[] {
  const texts = stack.inbox
    .list()
    .flatMap(({ text, html, headers }) => [text, html ?? '', ...Object.values(headers)])
    .join('\n')
    .replaceAll('&amp;', '&');
  const links = texts.match(/https?:\/\/[^\s<>"')]+/g) ?? [];

  return [...new Set(links)].filter((link) => link.startsWith(stack.url));
}

const file = sharedData('user-agents/mail-link-scanners.json');
const Scanners = z.object({
  user_agents: z.array(z.object({ ua: z.string().optional(), ua_contains: z.string().optional() })),
});
const userAgents =
  file === undefined
    ? ['Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/534+ (KHTML, like Gecko) BingPreview/1.0b', '']
    : Scanners.parse(JSON.parse(readFileSync(file, 'utf8'))).user_agents.flatMap(({ ua, ua_contains: parts = '' }) =>
        ua === undefined ? parts.split('|') : [ua],
      );

test('the mails have links of every kind that waits for a press', () => {
  const kinds = new Set(everyLink().map((link) => new URL(link).pathname.split('/')[1]));

  for (const kind of ['confirm', 'not-me', 'preferences', 'unsubscribe', 'offers']) expect(kinds).toContain(kind);
});

const Head = z.looseObject({ sk: z.literal('LEAD'), optIn: z.looseObject({ status: z.string() }) });
const optIns = async () =>
  (await everyItem(stack)).flatMap((item) => Head.safeParse(JSON.parse(item)).data?.optIn.status ?? []).sort();

test('Scanner GET/HEAD on confirm: pending', async () => {
  const optIn = mailsTo('waiting@scanned.example').find(({ text }) => text.includes('/confirm/'));
  if (optIn === undefined) throw new Error('No opt-in mail came');
  expect((await fetch(linkIn(optIn, 'confirm'), { method: 'HEAD' })).status).toBeLessThan(500);
  expect((await fetch(linkIn(optIn, 'confirm'))).status).toBe(200);

  expect(await optIns()).toEqual(['confirmed', 'pending']);
});

test.each(userAgents)('GET and HEAD on every link of every mail change nothing, as %j', async (userAgent) => {
  const before = await everyItem(stack);
  for (const link of everyLink()) {
    for (const method of ['HEAD', 'GET']) {
      const { status } = await fetch(link, { method, headers: { 'user-agent': userAgent } });
      expect(status, `${method} ${new URL(link).pathname.split('/')[1]}`).toBeLessThan(500);
    }
  }
  await stack.settle();

  expect(await everyItem(stack)).toEqual(before);
});

test('Scanner with JavaScript and no click: pending, and nothing else has changed either', async () => {
  const before = await everyItem(stack);
  const posted: string[] = [];
  for (const link of everyLink()) {
    const page = await browser.newPage();
    page.on('request', (request) => request.method() === 'GET' || posted.push(request.url()));
    await page.goto(link, { waitUntil: 'load' });
    await page.mouse.move(100, 100);
    await page.mouse.wheel(0, 2_000);
    await page.waitForTimeout(150);
    await page.close();
  }
  await stack.settle();

  expect(posted).toEqual([]);
  expect(await optIns()).toEqual(['confirmed', 'pending']);
  expect(await everyItem(stack)).toEqual(before);
});

test('the person who comes after them confirms as if nobody had been there', async () => {
  const optIn = mailsTo('waiting@scanned.example').find(({ text }) => text.includes('/confirm/'));
  if (optIn === undefined) throw new Error('No opt-in mail came');
  const answer = await fetch(linkIn(optIn, 'confirm'), {
    method: 'POST',
    headers: { ...byBrowser, 'content-type': 'application/x-www-form-urlencoded' },
  });

  expect(answer.status).toBe(200);
});
