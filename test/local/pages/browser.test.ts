import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '#test/support/browser.ts';
import { aStackWithLead } from './a-stack.ts';

type Stack = Awaited<ReturnType<typeof aStackWithLead>>;
let stack: Stack;
let browser: Browser;
beforeAll(async () => {
  [stack, browser] = await Promise.all([aStackWithLead(), launchBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
});

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

test.each(['light', 'dark'] as const)('every page passes axe and fits a phone (%s)', async (colorScheme) => {
  // axe is put in by hand, which the pages' own policy would not let anybody do.
  const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 800 }, bypassCSP: true });
  const page = await context.newPage();
  const [mail] = stack.inbox.list();
  const leadId = /[0-9A-Z]{26}/.exec(mail?.text ?? '')?.[0];
  for (const path of [
    '',
    'inbox',
    `inbox/${mail?.id}`,
    `inbox/${mail?.id}?view=headers`,
    'leads',
    `leads/${leadId}`,
    `leads/${leadId}/explanation?locale=de`,
    'clock?moved=3600000',
    'meter',
    'dead-letters',
  ]) {
    expect((await page.goto(`${stack.url}/local/${path}`))?.status(), path).toBe(200);
    await page.addScriptTag({ path: script });
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(document.querySelector('body') ?? document),
    );
    expect(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
  }
  await context.close();
});

test('pages load without a complaint of the browser, and a list shows what came meanwhile', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${stack.url}/local/inbox`);
  const before = await page.locator('.mails li').count();
  stack.clock.advance(86_400_000);
  await stack.settle();
  await expect.poll(() => page.locator('.mails li').count(), { timeout: 15_000 }).toBeGreaterThan(before);

  expect(complaints).toEqual([]);
  await page.close();
});

test('a link in a mail opens beside the inbox', async () => {
  const page = await browser.newPage();
  const optIn = stack.inbox.list().find(({ to, text }) => to === stack.email && text.includes('/confirm/'));
  await page.goto(`${stack.url}/local/inbox/${optIn?.id}`);
  const opened = page.waitForEvent('popup');
  await page.frameLocator('iframe').locator('a[href*="/confirm/"]').first().click();
  const confirmation = await opened;
  await confirmation.waitForLoadState();

  expect(new URL(confirmation.url()).pathname).toMatch(/^\/confirm\//);
  await page.close();
  await confirmation.close();
});

test('the buttons of the clock move the time', async () => {
  const page = await browser.newPage();
  const before = stack.clock.now().getTime();
  await page.goto(`${stack.url}/local/clock`);
  await page.getByRole('button', { name: '+1 hour' }).click();
  await page.getByRole('status').waitFor();

  expect(stack.clock.now().getTime() - before).toBeGreaterThanOrEqual(3_600_000);
  await page.close();
});
