import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runConsent } from '#local/consent/run.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { type Goldpan, startGoldpan } from '#test/support/goldpan.ts';
import { aSubmission, byBrowser, leadOf, linkIn, mailTo, submit } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

declare global {
  var axe: { run(options: RunOptions): Promise<AxeResults> };
}

/** The certificate of somebody on the running stack: looked at, printed, taken along, and verified offline. */
let goldpan: Goldpan;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let certificate: string;
const email = 'emmy.noether@wasserwerk-nord.example';
const folder = mkdtempSync(join(tmpdir(), 'goldpan-certificate-'));
const script = fileURLToPath(new URL('../../docs/verify-certificate.mjs', import.meta.url));
/** With SCREENSHOTS=<folder> the page is kept there on every medium: to be looked at. */
const screenshots = process.env.SCREENSHOTS;

beforeAll(async () => {
  [goldpan, browser] = await Promise.all([startGoldpan(), launchBrowser()]);
  // axe must be injected, which the page's own policy forbids.
  context = await browser.newContext({ bypassCSP: true, acceptDownloads: true });
  page = await context.newPage();
  const { url } = goldpan;
  const submission = { ...(await aSubmission(url, { email }, ['email', 'phone', 'tracking'])), page: `${url}/en/?x=1` };
  await submit(url, { ...submission, openFor: 60_000 }, byBrowser);
  await page.goto(linkIn(await mailTo(url, email), 'confirm'));
  await page.click('main button');
  await page.click('main a[href*="/preferences/"]');
  await page.click('main a[href*="/certificate"]');
  certificate = page.url();
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await goldpan?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const screens = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const inLanguage = (locale: string) => certificate.replace(/locale=\w+/, `locale=${locale}`);

test.each([
  ['de', 'desktop'],
  ['de', 'phone'],
  ['en', 'desktop'],
  ['en', 'phone'],
] as const)('has no barrier and does not scroll sideways (%s, %s)', async (locale, screen) => {
  await page.setViewportSize(screens[screen]);
  await page.goto(inLanguage(locale));
  await page.evaluate(await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
  if (screenshots)
    await page.screenshot({ path: `${screenshots}/certificate-${locale}-${screen}.png`, fullPage: true });

  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
});

test.each(['de', 'en'])('prints without what is for a screen, on a few sheets of A4 (%s)', async (locale) => {
  // As wide as A4 is between its margins.
  await page.setViewportSize({ width: 654, height: 980 });
  await page.goto(inLanguage(locale));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.locator('.screen, header a, button').filter({ visible: true }).count()).toBe(0);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgba(0, 0, 0, 0)');
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(0, 0, 0)');
  if (screenshots) await page.screenshot({ path: `${screenshots}/certificate-${locale}-print.png`, fullPage: true });
  await page.emulateMedia({ media: null, colorScheme: null });

  const pdf = await page.pdf({ preferCSSPageSize: true });
  const sheets = pdf.toString('latin1');
  expect(sheets.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(4);
  expect(sheets).toMatch(/\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12]/);
});

test('is taken along as a file that verifies offline', async () => {
  await page.goto(inLanguage('en'));
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('a[download]')]);
  const said = execFileSync(process.execPath, [script, await file.path()], { encoding: 'utf8' });

  expect(said).toContain('EVERYTHING FITS');
  expect(said).toContain(email);
});

test('is the same by command, with the mail’s arrival in it, and every ledger verifies', async () => {
  const ask = async (...args: string[]) => {
    const said: string[] = [];
    const code = await runConsent([...args, '--url', goldpan.url], { say: (text) => void said.push(text), env: {} });
    return { code, said: said.join('\n') };
  };
  const kinds = async () => {
    const { said } = await ask('certificate', email);
    return (JSON.parse(said) as { ledger: { entries: { kind: string }[] } }).ledger.entries.map(({ kind }) => kind);
  };
  await waitFor(async () => (await kinds()).includes('delivered'), { what: 'the delivery in the proof' });
  expect((await kinds()).filter((kind) => kind === 'requested' || kind === 'confirmed')).toHaveLength(6);

  const lead = await leadOf(goldpan.url, email);
  const out = join(folder, 'emmy.json');
  expect(await ask('certificate', lead?.id ?? '', '--out', out)).toMatchObject({ code: 0 });
  expect(execFileSync(process.execPath, [script, out], { encoding: 'utf8' })).toContain('EVERYTHING FITS');
  expect(await ask('verify')).toMatchObject({ code: 0, said: expect.stringContaining('1 ledger') });
});
