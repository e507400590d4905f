import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { runImport } from '#local/import/import.ts';
import { runKeys } from '#local/keys/run.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { type Goldpan, startGoldpan } from '#test/support/goldpan.ts';
import { advance, inbox, leadOf, linkIn, mailTo } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

/** Everything under the functions' own IAM policies: an import, the site's script, another system with its key. */
let goldpan: Goldpan;
let browser: Browser;
let folder: string;
const printed: string[] = [];
const tracked = 'grace@wasserwerk.example';
const untracked = 'mary@wasserwerk.example';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'goldpan-activities-'));
  [goldpan, browser] = await Promise.all([startGoldpan(), launchBrowser()]);
  for (const stream of ['log', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((text) => void printed.push(String(text)));
}, 90_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await browser?.close();
  await goldpan?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const Stored = z.looseObject({
  timeline: z.array(z.looseObject({ id: z.string(), type: z.string() })),
  scoring: z.nullable(z.looseObject({ engagement: z.number() })),
});
async function storedOf(email: string) {
  const lead = await leadOf(goldpan.url, email);
  const answer = await fetch(`${goldpan.url}/local/leads/${lead?.id}`, { headers: { accept: 'application/json' } });

  const { timeline, scoring } = Stored.parse(await answer.json());
  const activities = timeline.filter(({ type }) => type.startsWith('activity.') && type !== 'activity.recorded');

  return { activities, engagement: scoring?.engagement ?? 0 };
}
const engagementOf = (email: string, atLeast: number) =>
  waitFor(async () => (await storedOf(email)).engagement >= atLeast, { what: `engagement of ${email}` });
const report = (key: string, activity: object) =>
  fetch(`${goldpan.url}/activities`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(activity),
  });

test('imported people are asked to confirm, once, and get nothing else', async () => {
  const file = join(folder, 'fair.csv');
  const row = (email: string, consent: string) => `${email};Wasserwerk;"${consent}";IFAT, Karte 1;2026-05-04\r\n`;
  writeFileSync(
    file,
    `E-Mail;Firma;Einwilligung;Quelle;Datum\r\n${row(tracked, 'email, tracking')}${row(untracked, 'email')}`,
  );
  const start = () => runImport([file, '--form', 'trade-fair', '--url', goldpan.url]);
  expect([await start(), await start()]).toEqual([0, 0]);
  for (const email of [tracked, untracked]) linkIn(await mailTo(goldpan.url, email), 'confirm');
  await advance(goldpan.url, 'P1D');

  expect((await inbox(goldpan.url)).map(({ to }) => to).sort()).toEqual([tracked, untracked]);
  expect(await leadOf(goldpan.url, tracked)).toMatchObject({ stage: 'raw', optIn: 'pending' });
}, 60_000);

test('who confirmed with the box for tracking is known on the paper’s page, and nobody else', async () => {
  for (const email of [tracked, untracked]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(linkIn(await mailTo(goldpan.url, email), 'confirm'));
    await page.click('button[type=submit]');
    await page.click('a[href*="/paper/"]');
    await page.waitForURL('**/paper/**');
    expect(new URL(page.url()).hash).toBe('');
    if (email === tracked)
      await waitFor(async () => (await storedOf(email)).activities.length > 0, { what: 'the visit of the paper' });
    else expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await context.close();
  }

  expect((await storedOf(tracked)).activities).toEqual([expect.objectContaining({ type: 'activity.page-visited' })]);
  expect((await storedOf(untracked)).activities).toEqual([]);
  await engagementOf(tracked, 0.1);
}, 60_000);

test('another system with its key is heard, without consent to tracking too, until the key is revoked', async () => {
  printed.length = 0;
  expect(await runKeys(['issue', 'webinar-tool', '--url', goldpan.url], {})).toBe(0);
  const [key = ''] = printed;
  const used = { email: untracked, id: 'usage-0001', kind: 'product-used' };
  const attended = { email: untracked, id: 'registration-17', kind: 'webinar-attended' };
  const answers = [
    await report(key, used),
    await report(key, attended),
    await report(key, { ...attended, email: 'nobody@wasserwerk.example' }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  await engagementOf(untracked, 10);
  // What was observed without consent does not even stay.
  await waitFor(async () => (await storedOf(untracked)).activities.length === 1);
  expect((await storedOf(untracked)).activities.map(({ id }) => id)).toEqual(['webinar-tool.registration-17']);
  await runKeys(['revoke', 'webinar-tool', '--url', goldpan.url], {});
  await advance(goldpan.url, 'PT2M');
  expect((await report(key, attended)).status).toBe(401);
}, 60_000);
