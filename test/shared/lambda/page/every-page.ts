import type { Form, Locale } from '#contracts/playbook.ts';
import type { ExplainedScore } from '#domain/scoring/explain-score.ts';
import { laterPage } from '#functions/capture/later-page.ts';
import { rejectedPage, thankYouPage } from '#functions/capture/pages.ts';
import * as confirm from '#functions/confirm/pages.ts';
import { establishedPage } from '#functions/respond/established-page.ts';
import * as respond from '#functions/respond/pages.ts';
import * as unsubscribe from '#functions/unsubscribe/pages.ts';
import type { PageAnswer } from '#lambda/page/page.ts';
import { unknownLinkPage } from '#lambda/page/unknown-link-page.ts';

/** Every page that functions render, with `text` in each place that is filled from outside, and `url` in each address. */
export function everyPage(locale: Locale, text: string, url = '/paper/'): Record<string, PageAnswer> {
  const both = { de: text, en: text };
  const company = { name: text, imprint: both, privacyUrl: url };
  const form: Form = {
    id: 'whitepaper',
    title: both,
    submitLabel: both,
    optInExpiry: 1,
    fields: [{ name: 'email', type: 'email', required: true, maxLength: 254, label: both }],
    consents: [{ channel: 'email', purpose: 'news', required: true, text: both }],
    reward: { label: both, url: { de: url, en: url } },
  };
  const shared = { locale, company, form };
  const at = '2026-11-23T09:30:00.000Z';
  const wording = { text, sha256: text, formId: text, locale, privacyNotice: text, requestedAt: at };
  const asked = [{ channel: 'email' as const, purpose: text, status: 'requested' as const, at, wording }];

  return {
    thankYou: thankYouPage(shared),
    rejected: rejectedPage({ ...shared, problems: [{ field: text, label: text, message: text }], backUrl: url }),
    later: laterPage(shared),
    confirm: confirm.confirmPage({ ...shared, asked, action: text }),
    confirmAnew: confirm.confirmPage({ ...shared, asked, pressedTooEarly: true, action: text }),
    confirmed: confirm.confirmedPage({ ...shared, preferencesUrl: url }),
    alreadyConfirmed: confirm.alreadyConfirmedPage(shared),
    expired: confirm.expiredPage(shared),
    offer: respond.offerPage({
      locale,
      company,
      facts: [{ label: text, value: text }],
      score: { explained: explained(text), asOf: text },
      acceptBy: text,
      action: text,
    }),
    accepted: establishedPage({ ...established(text), locale, company, stage: 'mql' }),
    salesQualified: establishedPage({ ...established(text), locale, company, stage: 'sql' }),
    declined: respond.declinedPage({ locale, company }),
    offerOver: respond.offerOverPage({ locale, company }),
    unsubscribe: unsubscribe.unsubscribePage({ locale, company, action: text, otherLanguage: url }),
    unsubscribed: unsubscribe.unsubscribedPage({ locale, company }),
    notMe: unsubscribe.notMePage({ locale, company, action: text, otherLanguage: url }),
    blocked: unsubscribe.blockedPage({ locale, company, erasedBy: text }),
    nothingLeft: unsubscribe.nothingLeftPage({ locale, company }),
    unknownLink: unknownLinkPage({ locale }),
  };
}

const established = (text: string) => ({
  facts: [{ label: text, value: text }],
  questions: [
    { field: text, label: text, options: [{ value: text, label: text }], value: text, reads: text, qualifies: false },
    { field: 'open', label: text, options: [{ value: text, label: text }], qualifies: true, told: text },
    { field: 'free', label: text, value: text, reads: text, qualifies: true },
  ],
  action: text,
});

const explained = (text: string): ExplainedScore => {
  const line = {
    reason: { axis: 'fit', rule: 'rule', points: -10.4 },
    worth: '-10.4',
    label: text,
    left: '-10.4',
  } as const;

  return {
    grade: text,
    outcome: text,
    next: text,
    fit: { lines: [line, { ...line, when: text, terms: text }], sum: '-20.8' },
    engagement: { lines: [], sum: '0.0' },
    total: '-20.8',
  };
};
