import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { proofsOfWork } from '#adapters/keyring/proofs-of-work.ts';
import { LEFT_EMPTY } from '#contracts/left-empty.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { accepted, fill, json, landingSite, playbook } from './landing-site.ts';

let browser: Browser;
let site: Awaited<ReturnType<typeof landingSite>>;
let page: Page;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), landingSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
beforeEach(async () => {
  site.received.length = 0;
  site.answer = json(accepted.status, accepted.body);
  page = await browser.newPage();
  await page.goto(`${site.url}/?utm_source=post#form`);
});
afterEach(() => page.close());

const submit = (): Promise<void> => page.click('button[type=submit]');
const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.className ?? '');
const bodies = (): unknown[] => site.received.map(({ body }) => JSON.parse(body));
const keys = (): unknown[] => site.received.map(({ headers }) => headers['idempotency-key']);

test('a filled form is sent as JSON with the hash of each wording that was shown', async () => {
  await fill(page);
  await page.check('[name="consent.phone"]');
  await submit();
  await page.waitForSelector('.goldpan-done');

  const shown = (channel: string): string => {
    const text = playbook.forms.whitepaper?.consents.find((consent) => consent.channel === channel)?.text.de ?? '';

    return createHash('sha256').update(text).digest('hex');
  };
  expect(site.received[0]?.path).toBe('/forms/whitepaper/submissions');
  expect(site.received[0]?.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json' });
  expect(bodies()).toEqual([
    {
      fields: {
        email: 'ada@stadtwerke.example',
        company: 'Stadtwerke Beispiel',
        jobTitle: 'Betriebsleiterin',
        companySize: '50-249',
      },
      consents: {
        email: { given: true, text: shown('email') },
        phone: { given: true, text: shown('phone') },
        tracking: { given: false, text: shown('tracking') },
      },
      locale: 'de',
      page: `${site.url}/?utm_source=post`,
      openFor: expect.any(Number),
    },
  ]);
});

test('work that the server demands is done while the visitor reads why, and the same is sent again with it', async () => {
  const work = proofsOfWork({ first: async () => ({ id: '1', secret: Buffer.from('s') }) }, () =>
    new Date().toISOString(),
  );
  const challenge = await work.pose('somebody');
  let told = '';
  site.answer = async (request, response) => {
    const { solution, ...submission } = JSON.parse(request.body);
    if (solution === undefined) return json(428, { challenge })(request, response);
    told = (await page.textContent('.goldpan-status')) ?? '';
    expect(await work.isSolved(solution, 'somebody')).toBe(true);
    expect(submission).toMatchObject({ fields: { email: 'ada@stadtwerke.example' }, openFor: expect.any(Number) });
    json(accepted.status, accepted.body)(request, response);
  };
  await fill(page);
  await submit();
  await page.waitForSelector('.goldpan-done');

  expect(told).toContain('Einen Moment bitte');
  expect(new Set(keys()).size).toBe(1);
});

test('work that is demanded again and again is not done for ever; nothing that was typed is lost', async () => {
  const challenge = { algorithm: 'SHA-256', challenge: 'a'.repeat(64), salt: 's', signature: 'b'.repeat(64) };
  site.answer = json(428, { challenge: { ...challenge, maxnumber: 1_000 } });
  await fill(page);
  await submit();
  await page.waitForSelector('.goldpan-retry');

  expect(site.received).toHaveLength(1);
  expect(await page.inputValue('[name=email]')).toBe('ada@stadtwerke.example');
});

test('the field for machines is out of sight, out of the order of tabs and not read out, and told when filled', async () => {
  const trap = page.locator(`[name="${LEFT_EMPTY}"]`);
  const box = await trap.boundingBox();
  expect(box === null || box.x + box.width <= 0).toBe(true);
  expect(await trap.getAttribute('tabindex')).toBe('-1');
  expect(await trap.getAttribute('autocomplete')).toBe('off');
  expect(await page.locator(`[aria-hidden=true] [name="${LEFT_EMPTY}"]`).count()).toBe(1);

  await fill(page);
  await trap.evaluate((input: HTMLInputElement) => {
    input.value = 'https://spam.example';
  });
  await submit();
  await page.waitForSelector('.goldpan-done');
  expect(bodies()).toMatchObject([{ fields: { [LEFT_EMPTY]: 'https://spam.example' } }]);
});

test('after sending, what happens next takes the place of the form and the focus', async () => {
  await fill(page);
  await submit();
  await page.waitForSelector('.goldpan-done');

  expect(await page.textContent(':focus')).toContain('Postfach');
  expect(await page.textContent('.goldpan-done')).toContain('ada@stadtwerke.example');
});

test('an incomplete form is not sent; each error is tied to its field and the summary has the focus', async () => {
  await page.fill('[name=email]', 'ada@stadtwerke');
  await submit();

  expect(await focused()).toContain('goldpan-notice');
  expect(await page.locator('.goldpan-notice a').count()).toBe(5);
  const described = await page.getAttribute('[name=email]', 'aria-describedby');
  expect(described).toBe('whitepaper-email-hint whitepaper-email-error');
  expect(await page.textContent('#whitepaper-email-error')).toContain('vollständige E-Mail-Adresse');
  expect(await page.getAttribute('[name=email]', 'aria-invalid')).toBe('true');
  expect(site.received).toEqual([]);

  await page.click('.goldpan-notice a >> nth=1');
  expect(await page.getAttribute(':focus', 'name')).toBe('company');
});

test('an error goes away as soon as it is mended, and none appears before a field was left', async () => {
  await page.locator('[name=email]').pressSequentially('ada@');
  expect(await page.locator('.goldpan-error').count()).toBe(0);
  await page.press('[name=email]', 'Tab');
  expect(await page.locator('.goldpan-error').count()).toBe(1);

  await page.locator('[name=email]').pressSequentially('stadtwerke.example');
  expect(await page.locator('.goldpan-error').count()).toBe(0);
  expect(await page.getAttribute('[name=email]', 'aria-describedby')).toBe('whitepaper-email-hint');
});

test.for([400, 422])('reasons for a refusal (%i) are shown at their fields, as text', async (status) => {
  site.answer = json(status, {
    title: 'Invalid',
    errors: [
      { field: 'fields.company', message: 'Bitte ohne <b>Markup</b>.' },
      { field: 'consents.phone', message: 'Bitte nennen Sie eine Nummer.' },
    ],
  });
  await fill(page);
  await submit();
  await page.waitForSelector('.goldpan-notice');

  expect(await page.textContent('#whitepaper-company-error')).toBe('Bitte ohne <b>Markup</b>.');
  expect(await page.textContent('#whitepaper-consent-phone-error')).toBe('Bitte nennen Sie eine Nummer.');
  expect(await page.inputValue('[name=company]')).toBe('Stadtwerke Beispiel');
});

test('when the network fails, what was typed stays, and the retry carries the same key', async () => {
  site.answer = (_request, response) => response.destroy();
  await fill(page);
  await submit();
  await page.waitForSelector('.goldpan-retry');
  expect(await page.inputValue('[name=email]')).toBe('ada@stadtwerke.example');
  expect(await focused()).toContain('goldpan-notice');

  site.answer = json(accepted.status, accepted.body);
  await page.click('.goldpan-retry');
  await page.waitForSelector('.goldpan-done');

  // The browser itself may repeat a request whose connection broke: one more with the same key does no harm.
  expect(keys().length).toBeGreaterThanOrEqual(2);
  expect(new Set(keys()).size).toBe(1);
  expect(keys()[0]).toMatch(/^[0-9a-f]{32}$/);
});

test('a form that was changed after a failure is sent with another key', async () => {
  site.answer = json(500, {});
  await fill(page);
  await submit();
  await page.waitForSelector('.goldpan-retry');
  await page.fill('[name=company]', 'Stadtwerke Musterstadt');
  site.answer = json(accepted.status, accepted.body);
  await submit();
  await page.waitForSelector('.goldpan-done');

  expect(new Set(keys()).size).toBe(2);
});

test('a campaign address too long to be accepted loses its query, not the lead', async () => {
  await page.goto(`${site.url}/?click=${'x'.repeat(3000)}`);
  await fill(page);
  await submit();
  await page.waitForSelector('.goldpan-done');

  expect(bodies()).toMatchObject([{ page: `${site.url}/` }]);
});

test('a double click sends once', async () => {
  site.answer = (request, response) => {
    setTimeout(() => json(accepted.status, accepted.body)(request, response), 150);
  };
  await fill(page);
  await page.dblclick('button[type=submit]');
  await page.waitForSelector('.goldpan-done');

  expect(site.received).toHaveLength(1);
});

test('the script says everything in the language of the page', async () => {
  await page.goto(`${site.url}/en/`);
  await submit();

  expect(await page.textContent('.goldpan-notice')).toContain('details are missing');
});

test('without JavaScript the browser checks the form and posts it; the answer leads to the thank-you page', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  site.answer = ({ path }, response) => {
    if (path.endsWith('/submissions')) {
      response.writeHead(303, { location: '/forms/whitepaper/thank-you?locale=en' }).end();
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Thank you</h1>');
    }
  };
  await plain.goto(`${site.url}/en/`);
  await plain.click('button[type=submit]');
  expect(site.received).toEqual([]);

  await fill(plain);
  await plain.click('button[type=submit]');
  await plain.waitForURL(`${site.url}/forms/whitepaper/thank-you?locale=en`);

  const [posted] = site.received;
  expect(posted?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  const sent = Object.fromEntries(new URLSearchParams(posted?.body));
  expect(sent).toMatchObject({
    locale: 'en',
    email: 'ada@stadtwerke.example',
    firstName: '',
    companySize: '50-249',
    'consent.email': 'yes',
    'consentText.email': expect.stringMatching(/^[0-9a-f]{64}$/),
    'consentText.phone': expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(sent).not.toHaveProperty(['consent.phone']);
  await context.close();
});
