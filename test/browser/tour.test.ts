import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '#test/support/browser.ts';
import { type Goldpan, startGoldpan } from '#test/support/goldpan.ts';
import { leadOf, linkIn, mailTo } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

let goldpan: Goldpan;
let browser: Browser;

beforeAll(async () => {
  [goldpan, browser] = await Promise.all([startGoldpan(), launchBrowser()]);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await goldpan?.[Symbol.asyncDispose]();
});

describe.each([
  { scripts: true, email: 'grace.hopper@navy-yard.example' },
  { scripts: false, email: 'mary.somerville@mechanism.example' },
])('the tour with JavaScript $scripts', ({ scripts, email }) => {
  test('goes from the landing page to a lead that a salesperson owns', async () => {
    const context = await browser.newContext({ javaScriptEnabled: scripts, locale: 'en-GB' });
    const page = await context.newPage();
    const { url } = goldpan;

    await page.goto(`${url}/en/`);
    await page.fill('[name=email]', email);
    await page.fill('[name=company]', 'Mechanism of the Heavens Ltd');
    await page.fill('[name=jobTitle]', 'Head of Operations');
    await page.selectOption('[name=companySize]', '250+');
    await page.check('[name="consent.email"]');
    await page.click('form button[type=submit]');
    if (scripts) await page.waitForSelector('.goldpan-done');
    else await page.waitForURL(`${url}/forms/whitepaper/thank-you?locale=en`);

    const optIn = await mailTo(url, email);
    expect(await leadOf(url, email)).toMatchObject({ stage: 'raw', optIn: 'pending' });
    await page.goto(linkIn(optIn, 'confirm'));
    expect(await leadOf(url, email)).toMatchObject({ optIn: 'pending' });
    await page.click('button[type=submit]');
    expect(await page.textContent('h1')).toContain('Thank you');

    const lead = await waitFor(async () => {
      const found = await leadOf(url, email);
      return found?.stage === 'mql' ? found : undefined;
    });
    expect(lead).toMatchObject({ optIn: 'confirmed', owner: null });

    const offer = await waitForOffer(url, lead.id);
    await page.goto(linkIn(offer, 'offers'));
    expect(await page.content()).not.toContain(email);
    await page.click('button[type=submit]');

    const owned = await waitFor(async () => {
      const found = await leadOf(url, email);
      return found?.owner ? found : undefined;
    });
    expect(owned.stage).toBe('mql');
    const details = await mailTo(url, offer.to, email);
    expect(details.text).toContain('Mechanism of the Heavens Ltd');
    await context.close();
  });
});

/** The offer mail about one lead: its link carries the lead's id. */
const waitForOffer = (url: string, leadId: string) =>
  waitFor(async () => {
    const answer = await fetch(`${url}/local/inbox`, { headers: { accept: 'application/json' } });
    const mails = (await answer.json()) as Awaited<ReturnType<typeof mailTo>>[];
    return mails.find(({ text }) => text.includes(`/offers/${leadId}.`));
  });
