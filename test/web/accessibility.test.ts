import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { shortened } from '#domain/forms/shortened.ts';
import { formView } from '#functions/capture/form-view.ts';
import { everyPage } from '#test/shared/lambda/page/every-page.ts';
import { aConfirmedLead } from '#test/support/a-lead.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { landingSite, playbook } from './landing-site.ts';

declare global {
  var axe: { run(options: RunOptions): Promise<AxeResults> };
}

let browser: Browser;
let site: Awaited<ReturnType<typeof landingSite>>;
let script: string;

beforeAll(async () => {
  script = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  [browser, site] = await Promise.all([launchBrowser(), landingSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** What axe finds, as `rule: element`. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(script);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));

  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.for([
  ['light', 'de'],
  ['dark', 'en'],
] as const)('in %s colours on a phone of 360 px (%s)', ([colorScheme, locale]) => {
  let page: Page;
  beforeAll(async () => {
    // axe must be injected, which the pages' own policy forbids.
    page = await browser.newPage({ viewport: { width: 360, height: 780 }, colorScheme, bypassCSP: true });
  });
  afterAll(() => page.close());

  test.for(locale === 'de' ? ['/', '/paper/', '/consultation/'] : ['/en/', '/paper/en/', '/en/consultation/'])(
    '%s has no barrier and does not scroll sideways',
    async (path) => {
      await page.goto(site.url + path);
      expect(await findings(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    },
  );

  test('a form with errors has no barrier', async () => {
    await page.goto(site.url);
    await page.click('button[type=submit]');
    await page.waitForSelector('.goldpan-notice');
    expect(await findings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });

  test('a form that asks less has no barrier', async () => {
    const { consultation } = playbook.forms;
    if (consultation === undefined) throw new Error('The playbook has no such form');
    const view = formView(shortened(consultation, aConfirmedLead()), locale, sha256);
    await page.route('**/forms/consultation', (route) => route.fulfill({ json: view }));
    await page.goto(site.url);
    await page.evaluate(() => localStorage.setItem('goldpan.lead', 'token'));
    await page.goto(`${site.url}${locale === 'de' ? '' : '/en'}/consultation/`);
    await page.waitForSelector('.goldpan-known');
    expect(await page.isVisible('[name=email]')).toBe(false);
    expect(await findings(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.evaluate(() => localStorage.clear());
  });

  const long = 'Donaudampfschifffahrtsgesellschaftsmaschinenbau.example';
  test.for(Object.keys(everyPage('de', long)))(
    'the page "%s" has no barrier and does not scroll sideways',
    async (name) => {
      await page.setContent(everyPage(locale, long)[name]?.body ?? '');
      await page.evaluate(() => document.querySelector('details')?.setAttribute('open', ''));
      expect(await findings(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    },
  );
});

test('every page is shown under its own policy without a violation', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  for (const path of ['/', '/en/', '/paper/']) await page.goto(site.url + path);
  await page.goto(`${site.url}/en/`);
  await page.click('button[type=submit]');
  await page.waitForSelector('.goldpan-notice');
  for (const { headers, body } of Object.values(everyPage('de', 'plain'))) {
    site.answer = (_request, response) => response.writeHead(200, headers).end(body);
    await page.goto(`${site.url}/forms/page`);
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('h1') ?? document.body).marginTop)).toBe(
      '0px',
    );
  }

  expect(complaints).toEqual([]);
});
