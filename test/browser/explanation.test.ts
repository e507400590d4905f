import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY } from '#domain/instant.ts';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import { explainScore } from '#domain/scoring/explain-score.ts';
import { offerPage } from '#functions/respond/pages.ts';
import { NOW, nowPlus } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { type Goldpan, startGoldpan } from '#test/support/goldpan.ts';
import { shownSums } from '#test/support/shown-sums.ts';
import { aSubmission, byBrowser, leadOf, linkIn, mailTo, submit } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

const email = 'ada.lovelace@analytical.example';
/** Left for whoever wants to look; git ignores the folder. */
const shots = fileURLToPath(new URL('../../coverage/screenshots/', import.meta.url));
const wide = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

let goldpan: Goldpan;
let browser: Browser;
let leadId: string;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  [goldpan, browser] = await Promise.all([startGoldpan(), launchBrowser()]);
  leadId = await aScoredLead(goldpan.url);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await goldpan?.[Symbol.asyncDispose]();
});

/** Confirmed, with a demo asked for three days ago, and pages visited. */
async function aScoredLead(url: string): Promise<string> {
  await submit(url, await aSubmission(url, {}, ['email', 'tracking']));
  const answer = await fetch(linkIn(await mailTo(url, email), 'confirm'), {
    method: 'POST',
    body: new URLSearchParams(),
  });
  const [, lead] = /#lead=([\w.-]+)/.exec(await answer.text()) ?? [];
  const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  const report = async (activity: object) =>
    expect(
      await fetch(`${url}/activities`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...byBrowser },
        body: JSON.stringify({ lead, ...activity }),
      }),
    ).toMatchObject({ ok: true });
  await report({ id: 'demo-request-1', kind: 'demo-requested', at: ago(3) });
  for (const days of [1, 2, 5]) {
    await report({
      id: `page-visit-${days}`,
      kind: 'page-visited',
      at: ago(days),
      page: 'https://flusswerk.example/preise/anlagen',
    });
  }

  return waitFor(async () => {
    const known = await leadOf(url, email);
    const explained = await (
      await fetch(`${url}/local/leads/${known?.id}/explanation`, { headers: { accept: 'text/html' } })
    ).text();

    return explained.includes('Asked for a demo') && explained.includes('/preise') ? known?.id : undefined;
  });
}

/** Looks at a page as it fits its window: nothing sticks out, and the numbers add up. */
async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${shots}${name}.png`, fullPage: true });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  const { axes, totals } = await shownSums(page);
  expect(axes).toHaveLength(2);
  for (const { sum, lines } of axes) expect(lines.reduce((all, one) => all + one, 0)).toBe(sum);
  for (const total of totals) expect(axes.reduce((all, { sum }) => all + sum, 0)).toBe(total);
}

describe.each([
  ['desktop', wide],
  ['phone', phone],
] as const)('the explanation on a %s', (device, viewport) => {
  test('leads from the lead to every point in plain words, in English and in German', async () => {
    const page = await browser.newPage({ viewport });
    await page.goto(`${goldpan.url}/local/leads/${leadId}`);
    await look(page, `lead-${device}`);
    await page.click('text=Every point, with the fact behind it');
    await look(page, `explanation-en-${device}`);
    expect(await page.textContent('#explanation')).toMatch(/\+50 Asked for a demo, 3 days ago\s+half-life 30 days/);
    await page.click('text=Deutsch');
    await look(page, `explanation-de-${device}`);
    expect(await page.getAttribute('#explanation', 'lang')).toBe('de');
    expect(await page.textContent('#explanation')).toMatch(
      /\+50 Hat um eine Vorführung gebeten, vor 3 Tagen\s+Halbwertszeit 30 Tage\s+Zuletzt: um Vorführung gebeten, /,
    );
    await page.close();
  });

  test.each(['de', 'en'] as const)(
    'stands on the page of the offer, which says nothing of the person (%s)',
    async (locale) => {
      const page = await browser.newPage({ viewport });
      await page.setContent(anOfferPage(locale));
      await look(page, `offer-${locale}-${device}`);
      expect((await shownSums(page)).totals).toHaveLength(1);
      await page.close();
    },
  );
});

function anOfferPage(locale: 'de' | 'en'): string {
  const playbook = aPlaybook();
  const compiled = compileScoring(playbook);
  const field = (value: string) => ({ value, source: 'form:whitepaper', at: NOW });
  const profile = { jobTitle: field('Head of operations'), companySize: field('250+'), emailKind: field('free') };
  const done = [1, 2, 3].map((days) => ({
    id: `paper-${days}`,
    kind: 'paper-downloaded' as const,
    at: nowPlus(-days * DAY),
  }));
  const demo = { id: 'demo', kind: 'demo-requested' as const, at: nowPlus(-3 * DAY) };
  const score = compiled.score(compiled.normalise(profile), [...done, demo], NOW);
  const interest = { de: 'Interesse', en: 'Interest' }[locale];

  return offerPage({
    locale,
    company: playbook.company,
    facts: [{ label: interest, value: playbook.forms.whitepaper?.title[locale] ?? '' }],
    score: {
      explained: explainScore(score, playbook, locale),
      asOf: { de: 'Montag, 23. November um 10:30 MEZ', en: 'Monday 23 November at 09:30 GMT' }[locale],
    },
    acceptBy: { de: 'Montag, 23. November um 14:30 MEZ', en: 'Monday 23 November at 13:30 GMT' }[locale],
    action: '/offers/token',
  }).body;
}
