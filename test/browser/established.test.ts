import { existsSync, mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '#test/support/browser.ts';
import { type Goldpan, startGoldpan } from '#test/support/goldpan.ts';
import { aSubmission, inbox, leadOf, linkIn, mailTo, submit } from '#test/support/visitor.ts';
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

/** A qualified lead, with the link of its offer. */
async function anOffer(email: string): Promise<{ link: string; salesperson: string }> {
  await submit(goldpan.url, await aSubmission(goldpan.url, { email }));
  const confirmation = linkIn(await mailTo(goldpan.url, email), 'confirm');
  await fetch(confirmation, { method: 'POST', body: new URLSearchParams() });

  return waitFor(async () => {
    const id = (await leadOf(goldpan.url, email))?.id ?? 'none';
    const mail = (await inbox(goldpan.url)).find(({ text }) => text.includes(`/offers/${id}.`));

    return mail && { link: linkIn(mail, 'offers'), salesperson: mail.to };
  });
}

describe.each([
  { on: 'a desk', width: 1280, height: 900, email: 'caroline.herschel@slough.example' },
  { on: 'a phone', width: 360, height: 740, email: 'agnes.pockels@braunschweig.example' },
])('on $on a salesperson', ({ on, width, height, email }) => {
  test('accepts a lead, says what they have established in two steps, and it is an SQL', async () => {
    const { link, salesperson } = await anOffer(email);
    const scored = (await leadOf(goldpan.url, email))?.score ?? 0;
    const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: false });
    const page = await context.newPage();
    const picture = async (name: string) => {
      const folder = process.env.GOLDPAN_PICTURES;
      if (folder === undefined) return;
      if (!existsSync(folder)) mkdirSync(folder);
      await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
    };
    await page.goto(link);
    await page.click('button[type=submit]');
    await picture('accepted');
    expect(await page.locator('select').count()).toBe(4);

    await page.selectOption('[name="findings.need"]', 'replacement');
    await page.selectOption('[name="findings.budget"]', 'none');
    await page.click('button[type=submit]');
    await picture('part');
    expect(await page.inputValue('[name="findings.need"]')).toBe('replacement');
    expect(await page.locator('.outcome').count()).toBe(2);
    expect((await leadOf(goldpan.url, email))?.stage).toBe('mql');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);

    // Days later, by the mail with the contact details.
    await page.goto(linkIn(await mailTo(goldpan.url, salesperson, email), 'offers'));
    await page.selectOption('[name="findings.budget"]', 'approved');
    await page.selectOption('[name="findings.authority"]', 'recommends');
    await page.selectOption('[name="findings.timing"]', 'this-quarter');
    await page.click('button[type=submit]');
    await picture('sql');
    expect(await page.locator('h2 + dl').first().locator('dd').count()).toBe(4);
    expect(await page.content()).not.toContain(email);
    expect((await leadOf(goldpan.url, email))?.stage).toBe('sql');
    // What sales has learnt gives points: the score is reckoned anew.
    await waitFor(async () => ((await leadOf(goldpan.url, email))?.score ?? 0) > scored || undefined, {
      what: `a score on ${on} that knows what sales has established`,
    });
    await context.close();
  });
});
