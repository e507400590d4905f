import type { Form, Locale } from '#contracts/playbook.ts';
import { certificateOf } from '#domain/consent/certificate.ts';
import type { ConsentEntry } from '#domain/consent/ledger.ts';
import type { ExplainedScore } from '#domain/scoring/explain-score.ts';
import { laterPage } from '#functions/capture/later-page.ts';
import { rejectedPage, thankYouPage } from '#functions/capture/pages.ts';
import * as confirm from '#functions/confirm/pages.ts';
import { erasedPage, erasePage } from '#functions/preferences/erase-pages.ts';
import { overviewPage } from '#functions/preferences/overview-page.ts';
import { recordPage } from '#functions/preferences/record-page.ts';
import { establishedPage } from '#functions/respond/established-page.ts';
import * as respond from '#functions/respond/pages.ts';
import * as unsubscribe from '#functions/unsubscribe/pages.ts';
import { certificatePage } from '#lambda/page/certificate/page.ts';
import type { PageAnswer } from '#lambda/page/page.ts';
import { unknownLinkPage } from '#lambda/page/unknown-link-page.ts';
import { anAcceptedLead } from '#test/support/a-lead.ts';

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
  const addresses = { here: url, otherLanguage: url, record: url, download: url, erase: url, certificate: url };
  const row = { label: text, value: text };
  const viewer = { ip: text, userAgent: text };
  const placed = { n: 1, at, previous: text, hash: text };
  const shown = { text, sha256: text, formId: text, locale, privacyNotice: text, page: text };
  const mail = { template: 'opt-in' as const, locale, playbook: text, sha256: text, messageId: text, keyId: text };
  const wording = { text, sha256: text, formId: text, locale, privacyNotice: text, requestedAt: at };
  const asked = [{ channel: 'email' as const, purpose: text, status: 'requested' as const, at, wording }];

  const entries: ConsentEntry[] = [
    { kind: 'requested', channel: 'email', purpose: text, requestId: text, viewer, wording: shown, ...placed },
    { kind: 'mailed', requestId: text, mail, ...placed },
    { kind: 'delivered', requestId: text, messageId: text, deliveredAt: at, ...placed },
    { kind: 'confirmed', channel: 'email', purpose: text, requestId: text, viewer, method: 'button', ...placed },
    { kind: 'withdrawn', channel: 'email', purpose: text, requestId: text, method: 'bounce', ...placed },
  ];
  const certificate = certificateOf(
    { leadId: text, addressHash: text, address: text, entries },
    { at, by: text, imprint: text, to: 'person' },
  );

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
    preferences: overviewPage({
      locale,
      company,
      addresses,
      consents: [
        { key: `${text}1`, channel: 'email', status: 'confirmed', at, wording },
        { key: `${text}2`, channel: 'phone', status: 'withdrawn', at, wording, again: text },
        { key: `${text}3`, channel: 'tracking', status: 'requested', at },
      ],
      profile: [{ source: text, rows: [row] }],
      activities: [row],
      score: { grade: text, outcome: text, lines: [text], next: text },
      blockedBecause: 'complaint',
      erasedOn: text,
      done: 'withdrawn',
    }),
    preferencesOfNobody: overviewPage({
      locale,
      company,
      addresses,
      consents: [],
      profile: [],
      activities: [],
    }),
    data: recordPage({
      locale,
      company,
      addresses,
      now: at,
      lead: anAcceptedLead({ suppressed: 'unsubscribed', eraseAt: at }),
      formTitle: text,
      nameOfSalesperson: () => text,
      profile: [{ source: text, rows: [row] }],
      entries,
      activities: [{ id: text, kind: 'page-visited', at, topic: text, page: text }],
      history: [{ type: text, at, facts: {} }],
      inactiveFor: text,
    }),
    certificate: certificatePage({ locale, company, certificate, fault: undefined, file: url, otherLanguage: url }),
    certificateOfWhatWasChanged: certificatePage({ locale, company, certificate, fault: { n: 1, what: 'changed' } }),
    erase: erasePage({ locale, company, addresses, keptUntil: text }),
    erased: erasedPage({ locale, company, keptUntil: text }),
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
