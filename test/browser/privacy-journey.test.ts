import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '#test/support/browser.ts';
import { type Goldpan, startGoldpan } from '#test/support/goldpan.ts';
import { leadOf, linkIn, mailTo } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

declare global {
  var axe: { run(options: RunOptions): Promise<AxeResults> };
}

let goldpan: Goldpan;
let browser: Browser;
let script: string;

beforeAll(async () => {
  script = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  [goldpan, browser] = await Promise.all([startGoldpan(), launchBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await goldpan?.[Symbol.asyncDispose]();
});

/** With SCREENSHOTS=<folder> every page is kept there as it looks on a desktop and on a phone, in both languages: to be looked at. */
const folder = process.env.SCREENSHOTS;
const screens = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

/** Looks at the page as it stands: no barrier, nothing sideways; light on a phone and dark on a desktop (for pictures the other way round as well). */
async function look(page: Page, name: string): Promise<void> {
  for (const [screen, colorScheme, isPictureOnly] of looks) {
    if (isPictureOnly && !folder) continue;
    await page.setViewportSize(screens[screen]);
    await page.emulateMedia({ colorScheme });
    if (folder) await page.screenshot({ path: `${folder}/${name}-${screen}-${colorScheme}.png`, fullPage: true });
    if (isPictureOnly) continue;
    expect(await barriers(page), `${name}, ${screen}, ${colorScheme}`).toEqual([]);
    expect(await overflow(page), `${name} on a ${screen} scrolls sideways`).toBe(0);
  }
}

const looks = [
  ['phone', 'light', false],
  ['desktop', 'dark', false],
  ['phone', 'dark', true],
  ['desktop', 'light', true],
] as const;

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(script);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));

  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const title = (page: Page) => page.textContent('h1');

/** Submits the white paper's form with every box ticked and follows the link of the mail. */
async function submitted(page: Page, email: string, locale: 'de' | 'en'): Promise<void> {
  await page.goto(`${goldpan.url}/${locale === 'de' ? '' : 'en/'}`);
  await page.fill('[name=email]', email);
  await page.fill('[name=firstName]', 'Mary');
  await page.fill('[name=company]', 'Mechanism of the Heavens Ltd');
  await page.fill('[name=jobTitle]', 'Head of Operations');
  await page.fill('[name=phone]', '+44 20 7946 0000');
  await page.selectOption('[name=companySize]', '250+');
  for (const channel of ['email', 'phone', 'tracking']) await page.check(`[name="consent.${channel}"]`);
  // Nobody is this fast: less than the minimum fill time would ask for a proof of work.
  await page.waitForTimeout(3_200);
  await page.click('form button[type=submit]');
  await page.waitForSelector('.goldpan-done');
}

const consent = (page: Page, name: string) => page.getByRole('region', { name });
const words = {
  de: {
    phone: 'Anrufe bei Ihnen',
    withdraw: 'Widerrufen',
    give: 'Wieder einwilligen',
    withdrawn: 'widerrufen',
    given: 'gilt wieder',
    other: 'English',
    otherTitle: 'Your preferences and your data',
    record: 'Alles auf einer Seite lesen',
    download: 'Alles als Datei herunterladen (JSON)',
    erase: 'Löschung ansehen …',
    eraseAll: 'Ja, alles löschen',
    unknown: 'Diesen Link kennen wir nicht',
    erased: 'Wir löschen Ihre Daten',
  },
  en: {
    phone: 'Calls to you',
    withdraw: 'Withdraw',
    give: 'Agree again',
    withdrawn: 'withdrawn',
    given: 'holds again',
    other: 'Deutsch',
    otherTitle: 'Ihre Einstellungen und Ihre Daten',
    record: 'Read everything on one page',
    download: 'Download everything as a file (JSON)',
    erase: 'See what erasing means …',
    eraseAll: 'Yes, erase everything',
    unknown: 'We do not know this link',
    erased: 'We are erasing your data',
  },
} as const;

describe.each(['de', 'en'] as const)('the prospect’s journey (%s)', (locale) => {
  const say = words[locale];
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    // axe must be injected, which the pages' own policy forbids.
    const language = locale === 'de' ? 'de-DE' : 'en-GB';
    context = await browser.newContext({ locale: language, bypassCSP: true, acceptDownloads: true });
    page = await context.newPage();
  });
  afterAll(() => context?.close());

  test('submit, confirm, preferences, withdraw one purpose, give it again, download, erase', async () => {
    const { url } = goldpan;
    const email = `mary.somerville.${locale}@mechanism.example`;
    await submitted(page, email, locale);

    await page.goto(linkIn(await mailTo(url, email), 'confirm'));
    expect(await page.locator('blockquote.wording').count()).toBe(3);
    await look(page, `${locale}-1-confirm`);
    await page.click('main button');
    await look(page, `${locale}-2-confirmed`);
    await waitFor(
      async () => (await leadOf(url, email))?.owner !== undefined && (await leadOf(url, email))?.stage === 'mql',
    );

    await page.click('main a[href*="/preferences/"]');
    await look(page, `${locale}-3-preferences`);
    expect(await page.textContent('main')).toContain('Mechanism of the Heavens Ltd');

    await consent(page, say.phone).getByRole('button', { name: say.withdraw }).click();
    expect(await page.textContent('[role=status]')).toContain(say.withdrawn);
    await look(page, `${locale}-4-withdrawn`);
    await consent(page, say.phone).getByRole('button', { name: say.give }).click();
    expect(await page.textContent('[role=status]')).toContain(say.given);

    const preferences = page.url();
    await page.getByRole('link', { name: say.other }).click();
    expect(await title(page)).toBe(say.otherTitle);
    await page.goto(preferences);

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: say.download }).click(),
    ]);
    const data = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(data).toMatchObject({ profile: { email: { value: email } }, ledger: { contents: expect.any(Array) } });
    expect(data.ledger.contents.at(-1)).toMatchObject({ kind: 'confirmed', method: 'preferences' });

    await page.getByRole('link', { name: say.record }).click();
    await look(page, `${locale}-5-data`);
    await page.goto(preferences);

    await page.getByRole('link', { name: say.erase }).click();
    await look(page, `${locale}-6-erase`);
    await page.getByRole('button', { name: say.eraseAll }).click();
    expect(await title(page)).toBe(say.erased);
    await look(page, `${locale}-7-erased`);

    const gone = await page.goto(preferences);
    expect(gone?.status()).toBe(404);
    await look(page, `${locale}-8-gone`);
    await waitFor(async () => (await leadOf(url, email)) === undefined, { what: 'the lead to be gone' });
  }, 90_000);

  test('the pages to be left alone', async () => {
    const { url } = goldpan;
    const email = `caroline.herschel.${locale}@mechanism.example`;
    await submitted(page, email, locale);
    const optIn = await mailTo(url, email);
    await page.goto(linkIn(optIn, 'confirm'));
    await page.click('main button');
    await page.goto(linkIn(optIn, 'confirm'));
    await look(page, `${locale}-9-already`);

    const welcome = await mailTo(url, email, '/unsubscribe/');
    await page.goto(linkIn(welcome, 'unsubscribe'));
    await look(page, `${locale}-10-unsubscribe`);
    await page.click('main button');
    await look(page, `${locale}-11-unsubscribed`);
    await page.goto(linkIn(optIn, 'confirm'));
    await look(page, `${locale}-12-over`);

    await page.goto(linkIn(optIn, 'not-me'));
    await look(page, `${locale}-13-not-me`);
    await page.click('main button');
    await look(page, `${locale}-14-blocked`);
    await page.goto(linkIn(welcome, 'preferences'));
    await look(page, `${locale}-15-preferences-blocked`);
  }, 90_000);
});

test('the whole way by keyboard alone, without JavaScript', async () => {
  const { url } = goldpan;
  const email = 'ada.keyboard@mechanism.example';
  const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}/en/`);
  await tabTo(page, '[name=email]');
  await page.keyboard.type(email);
  await tabTo(page, '[name=company]');
  await page.keyboard.type('Mechanism of the Heavens Ltd');
  await tabTo(page, '[name=jobTitle]');
  await page.keyboard.type('Head of Operations');
  await tabTo(page, '[name=companySize]');
  await page.keyboard.press('End');
  for (const channel of ['email', 'phone']) {
    await tabTo(page, `[name="consent.${channel}"]`);
    await page.keyboard.press('Space');
  }
  await tabTo(page, 'form button[type=submit]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/thank-you/);

  await page.goto(linkIn(await mailTo(url, email), 'confirm'));
  await press(page, 'main button');
  expect(await title(page)).toContain('Thank you');
  await press(page, 'main a[href*="/preferences/"]');
  await press(page, '[aria-labelledby="consent-phone-sales-call"] button');
  expect(await page.textContent('[role=status]')).toContain('withdrawn');
  await press(page, '[aria-labelledby="consent-phone-sales-call"] button');
  expect(await page.textContent('[role=status]')).toContain('holds again');
  await press(page, 'main a[href*="format=html"]');
  expect(await title(page)).toBe('Everything we have stored about you');
  await page.goBack();
  await press(page, 'main a[href*="/erase"]');
  await press(page, 'button.danger');
  expect(await title(page)).toBe('We are erasing your data');
  await context.close();
}, 90_000);

/** Presses Tab until the element has the focus, and sees that the focus shows. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const target = page.locator(selector).first();
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) {
      const outline = await target.evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline, `${selector} shows no focus`).not.toBe('none');
      return;
    }
  }
  throw new Error(`Tab never came to ${selector}`);
}

/** Tabs there and presses Enter, and waits for the next page. */
async function press(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}
