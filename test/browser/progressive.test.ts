import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '#test/support/browser.ts';
import { type Goldpan, startGoldpan } from '#test/support/goldpan.ts';
import { advance, inbox, leadOf, linkIn, mailTo } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

/** The same person on two forms, in one browser, on the running stack with its own IAM policies. */
let goldpan: Goldpan;
let browser: Browser;
let visitor: BrowserContext;
let page: Page;
const email = 'sophie.germain@wasserwerk-nord.example';
const asked: { headers: Record<string, string>; body: string }[] = [];

beforeAll(async () => {
  [goldpan, browser] = await Promise.all([startGoldpan(), launchBrowser()]);
  visitor = await browser.newContext({ locale: 'en-GB' });
  page = await watched(visitor);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await goldpan?.[Symbol.asyncDispose]();
});

/** A page whose questions to the API are noted. */
async function watched(context: BrowserContext): Promise<Page> {
  const one = await context.newPage();
  one.on('response', async (response) => {
    if (!response.url().endsWith('/forms/consultation')) return;
    asked.push({ headers: await response.request().allHeaders(), body: await response.text() });
  });

  return one;
}

const visible = (on: Page): Promise<string[]> =>
  on.$$eval('form.goldpan input:not([type=hidden]), form.goldpan select', (controls) =>
    controls
      // What is kept out of people's sight is for machines.
      .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !control.closest('[aria-hidden]'))
      .map((one) => (one as HTMLInputElement).name),
  );
const consultation = async (on: Page) => {
  await on.goto(`${goldpan.url}/en/consultation/`);
  await on.waitForSelector('form[data-goldpan-ready]');
};
const storedOf = async () => {
  const lead = await leadOf(goldpan.url, email);
  const answer = await fetch(`${goldpan.url}/local/leads/${lead?.id}`, { headers: { accept: 'application/json' } });

  return JSON.stringify(await answer.json());
};

const everything = [
  'email',
  'firstName',
  'lastName',
  'company',
  'jobTitle',
  'companySize',
  'industry',
  'revenue',
  'need',
  'timing',
  'budget',
  'authority',
  'country',
  'phone',
  'consent.email',
  'consent.phone',
  'consent.tracking',
];

test('who has not been here is asked everything, and nobody is asked about them', async () => {
  await consultation(page);

  expect(await visible(page)).toEqual(everything);
  expect(asked).toEqual([]);
});

test('who fills in the first form and confirms it, with the box for tracking, gets a token', async () => {
  await page.goto(`${goldpan.url}/en/`);
  await page.fill('[name=email]', email);
  await page.fill('[name=firstName]', 'Sophie');
  await page.fill('[name=company]', 'Wasserwerk Nord');
  await page.fill('[name=jobTitle]', 'Head of Operations');
  await page.selectOption('[name=companySize]', '250+');
  await page.check('[name="consent.email"]');
  await page.check('[name="consent.tracking"]');
  await page.click('form button[type=submit]');
  await page.waitForSelector('.goldpan-done');

  const optIn = await mailTo(goldpan.url, email);
  await page.goto(linkIn(optIn, 'confirm'));
  await page.click('button[type=submit]');
  await page.click('a[href*="#lead="]');
  await page.waitForFunction(() => localStorage.getItem('goldpan.lead') !== null);
  expect(page.url()).not.toContain('lead=');
});

test('the second form asks the same visitor fewer and different things, what changes the score most first', async () => {
  await consultation(page);

  expect(await visible(page)).toEqual(['need', 'timing', 'budget', 'revenue', 'consent.phone']);
  expect(await page.textContent('.goldpan-known')).toContain('only ask what we do not know yet');
  const [, second] = await Promise.all([page.title(), page.locator('form.goldpan').innerText()]);
  for (const known of [email, 'Sophie', 'Wasserwerk', 'Head of Operations', '250+']) {
    expect(second).not.toContain(known);
    expect(asked.at(-1)?.body).not.toContain(known);
  }
});

test('nothing of the long form is seen before the short one', async () => {
  const fresh = await watched(visitor);
  await fresh.route('**/forms/consultation', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await fresh.goto(`${goldpan.url}/en/consultation/`);
  expect(await visible(fresh)).toEqual([]);
  await fresh.waitForSelector('form[data-goldpan-ready]');
  expect(await visible(fresh)).toHaveLength(5);
  await fresh.close();
});

test('an API that does not answer costs the visitor two seconds, and the whole form is there', async () => {
  const fresh = await watched(visitor);
  await fresh.route('**/forms/consultation', () => undefined);
  await consultation(fresh);
  expect(await visible(fresh)).toEqual(everything);
  await fresh.close();
});

test('somebody else at the same screen gets the whole form', async () => {
  const fresh = await watched(visitor);
  await consultation(fresh);
  await fresh.click('.goldpan-known button');
  expect(await visible(fresh)).toEqual(everything);
  expect(await fresh.getAttribute(':focus', 'name')).toBe('email');
  await fresh.close();
});

describe('what an unrecognised visitor learns', () => {
  const bytes = async (headers: Record<string, string> = {}, query = '') => {
    const answer = await fetch(`${goldpan.url}/forms/consultation?locale=en${query}`, { headers });
    const told = [...answer.headers].filter(([name]) => !['date', 'apigw-requestid'].includes(name));

    return JSON.stringify([answer.status, told, await answer.text()]);
  };

  test('is the same, byte for byte, whatever token comes', async () => {
    const token = await page.evaluate(() => localStorage.getItem('goldpan.lead') ?? '');
    const stranger = await bytes();
    expect(await bytes({ 'goldpan-lead': token })).not.toBe(stranger);
    for (const wrong of ['', 'x', token.slice(0, -1), `${token}x`, token.replace(/^./, '7'), token.toLowerCase()]) {
      expect(await bytes({ 'goldpan-lead': wrong })).toBe(stranger);
      expect(await bytes({}, `&lead=${encodeURIComponent(wrong)}`)).toBe(stranger);
    }
  });

  test('is the whole form, in a browser with a token that is no good', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const other = await watched(context);
    await other.goto(`${goldpan.url}/en/#lead=${(await leadOf(goldpan.url, email))?.id}.site.1.aaaaaaaaaaaaaaaaaaaaaa`);
    await consultation(other);
    expect(asked.at(-1)?.headers['goldpan-lead']).toMatch(/\.site\.1\.a{22}$/);
    expect(await visible(other)).toEqual(everything);
    await context.close();
  });
});

test('without JavaScript everybody has the whole form at once', async () => {
  const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${goldpan.url}/en/consultation/`);
  for (const name of everything) expect(await plain.isVisible(`[name="${name}"]`)).toBe(true);
  await context.close();
});

test('the answers are added to the lead, and nothing is mailed, since there is nothing to confirm', async () => {
  await consultation(page);
  await page.click('form button[type=submit]');
  expect(await page.locator('.goldpan-notice a').allInnerTexts()).toEqual([
    'Please choose an option for “What is it about?”.',
  ]);
  await page.selectOption('[name=need]', 'extension');
  await page.selectOption('[name=timing]', 'this-year');
  await page.click('form button[type=submit]');
  await page.waitForSelector('.goldpan-done');

  expect(await page.innerText('.goldpan-done')).toContain('nothing that you need to confirm');
  await waitFor(async () => (await storedOf()).includes('wants-it-soon'), { what: 'a score with the answers' });
  expect((await inbox(goldpan.url)).filter(({ to, text }) => to === email && text.includes('/confirm/'))).toHaveLength(
    1,
  );
});

test('the next visit asks for the rest; a new consent has to be confirmed', async () => {
  await consultation(page);
  expect(await visible(page)).toEqual(['budget', 'revenue', 'country', 'phone', 'consent.phone']);
  await page.fill('[name=phone]', '+44 20 7946 0000');
  await page.check('[name="consent.phone"]');
  await page.click('form button[type=submit]');
  await page.waitForSelector('.goldpan-done');

  expect(await page.innerText('.goldpan-done')).toContain('confirmation link to your address');

  // Not right after the other mail: the gate holds it back until one more may go to this address.
  await advance(goldpan.url, 'PT15M');
  const mails = () =>
    inbox(goldpan.url).then((all) => all.filter(({ to, text }) => to === email && text.includes('/confirm/')));
  const [newest] = await waitFor(async () => ((await mails()).length === 2 ? mails() : undefined), {
    what: 'a second opt-in mail',
  });
  if (newest === undefined) throw new Error('There is no mail');
  await page.goto(linkIn(newest, 'confirm'));
  await page.click('button[type=submit]');
  await consultation(page);
  expect(await visible(page)).toEqual(['budget', 'revenue', 'country', 'industry']);
});
