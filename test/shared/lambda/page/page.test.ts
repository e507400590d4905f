import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { locales } from '#contracts/playbook.ts';
import { html } from '#lambda/page/html.ts';
import { page } from '#lambda/page/page.ts';
import { everyPage } from './every-page.ts';

const rendered = locales.flatMap((locale) =>
  Object.entries(everyPage(locale, 'plain')).map(([name, answer]) => ({ name: `${name} (${locale})`, locale, answer })),
);

describe.for(rendered)('$name', ({ locale, answer }) => {
  test('allows its own style by its hash, and nothing else', () => {
    const style = /<style>([^<]*)<\/style>/.exec(answer.body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');

    expect(answer.headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(style.length).toBeGreaterThan(1000);
  });

  test('loads nothing and runs nothing', () => {
    expect(answer.body).not.toMatch(/<(script|link|img|iframe|object|embed|video|audio|base)\b/i);
    expect(answer.body).not.toMatch(/\s(style|src|srcset|on[a-z]+)=|@import|url\(/i);
  });

  test('leaves no trace behind: no referrer, no copy, no search result', () => {
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    });
  });

  test('is in the language asked for', () => {
    expect(answer.body).toContain(`<html lang="${locale}">`);
  });
});

test('each page answers with the status of what it says', () => {
  const statuses = Object.entries(everyPage('de', 'plain')).map(([name, { statusCode }]) => [name, statusCode]);

  expect(Object.fromEntries(statuses)).toEqual({
    thankYou: 200,
    later: 428,
    rejected: 422,
    confirm: 200,
    confirmAnew: 200,
    confirmed: 200,
    alreadyConfirmed: 200,
    expired: 410,
    offer: 200,
    accepted: 200,
    salesQualified: 200,
    declined: 200,
    offerOver: 409,
    preferences: 200,
    preferencesOfNobody: 200,
    data: 200,
    certificate: 200,
    certificateOfWhatWasChanged: 200,
    erase: 200,
    erased: 200,
    unsubscribe: 200,
    unsubscribed: 200,
    notMe: 200,
    blocked: 200,
    nothingLeft: 200,
    unknownLink: 404,
  });
});

test('a link that opens nothing names no company', () => {
  expect(everyPage('en', 'Flusswerk').unknownLink?.body).not.toContain('Flusswerk');
});

test('who has the link to unsubscribe is given none to the preferences', () => {
  const { unsubscribe, unsubscribed } = everyPage('en', 'plain');

  expect([unsubscribe?.body, unsubscribed?.body].join()).not.toContain('/preferences/');
});

test('nothing is confirmed, accepted, declined or ended without a button', () => {
  const { confirm, offer, unsubscribe, notMe, preferences, erase } = everyPage('en', '/here', '/here');
  const forms = (body = '') => [...body.matchAll(/<form[\s\S]*?<\/form>/g)].map(([form]) => form);

  expect(forms(confirm?.body)).toHaveLength(1);
  expect(forms(offer?.body)).toHaveLength(2);
  const ending = [...forms(unsubscribe?.body), ...forms(notMe?.body)];
  const owned = [...forms(preferences?.body), ...forms(erase?.body)];
  expect([ending.length, owned.length]).toEqual([2, 5]);
  for (const form of [...forms(confirm?.body), ...forms(offer?.body), ...ending, ...owned]) {
    expect(form).toMatch(/^<form method="post" action="\/here">/);
    expect(form).toMatch(/<button[^>]* type="submit">/);
  }
});

test('a page can set headers of its own and keeps the protecting ones', () => {
  const { headers } = page({ locale: 'en', title: 'Busy', body: html`<p>Later</p>`, headers: { 'retry-after': '60' } });

  expect(headers).toMatchObject({ 'retry-after': '60', 'cache-control': 'no-store' });
});
