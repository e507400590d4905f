import { sha256 } from '#adapters/system/world.ts';
import type { Channel } from '#contracts/playbook.ts';
import type { Viewer } from '#domain/consent/ledger.ts';
import { after, DAY, HOUR, type Instant } from '#domain/instant.ts';
import { capture, type GivenConsent, type Submission } from '#domain/lead/capture.ts';
import type { Change } from '#domain/lead/change.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { establish, type Findings } from '#domain/lead/establish.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { Offer } from '#domain/lead/offer.ts';
import { accept, offer } from '#domain/lead/offers.ts';
import { recordScore } from '#domain/lead/record-score.ts';
import type { Stage } from '#domain/lead/stage.ts';
import { disqualify, lose, salesQualify, win } from '#domain/lead/stage-moves.ts';
import type { Withdrawal } from '#domain/lead/withdraw.ts';
import type { Score } from '#domain/scoring/score.ts';
import { aForm, aPlaybook } from './a-playbook.ts';

/** A Monday morning. */
export const NOW: Instant = '2026-11-23T09:30:00.000Z';
export const LEAD_ID = '01KARWK2V0D3N1J5Q8X7Y4Z6M9';
export const REQUEST_ID = '01KARWK2V0REQ0000000000001';
export const OFFER_ID = '01KARWK2V00FFER0000000001';
export const aViewer: Viewer = { ip: '203.0.113.7', userAgent: 'Mozilla/5.0 (test)' };
/** How long the examples keep a lead that withdrew. */
export const KEEP = 30 * DAY;
export const aWithdrawal: Withdrawal = { method: 'preferences', viewer: aViewer, keepFor: KEEP };
export const sales = { by: 'sales:sales-1', reason: 'talked on the phone' };

export const aContext = (now = NOW, requestId = REQUEST_ID) => ({ now, requestId, sha256 });

/** Consents as the white paper form words them. */
export const someConsents = (...channels: Channel[]): GivenConsent[] =>
  aForm()
    .consents.filter(({ channel }) => channels.includes(channel))
    .map(({ channel, purpose, text }) => ({ channel, purpose, text: text.en, sha256: sha256(text.en) }));

export const aSubmission = (overrides: Partial<Submission> = {}): Submission => ({
  form: aForm(),
  locale: 'en',
  fields: {
    email: 'ada@wasserwerk.example',
    firstName: 'Ada',
    company: 'Wasserwerk Nord',
    jobTitle: 'Head of operations',
    companySize: '250+',
  },
  consents: someConsents('email', 'tracking'),
  viewer: aViewer,
  privacyNotice: '2026-11',
  ...overrides,
});

/** Just captured: raw, opt-in pending. */
export const aCapture = (submission = aSubmission(), id = LEAD_ID, addressHash = `hash-of-${id}`): Change =>
  capture(submission, { id, addressHash }, aContext());

export const aLead = (overrides: Partial<Lead> = {}): Lead => ({ ...aCapture().lead, ...overrides });

export const aConfirmedLead = (overrides: Partial<Lead> = {}): Lead => ({
  ...welcomed(confirm(aLead(), { requestId: REQUEST_ID, viewer: aViewer }, NOW, sha256).lead),
  ...overrides,
});

/** The mail that follows the confirmation has gone out: it waits for none. */
function welcomed({ mailRetry: _, ...lead }: Lead): Lead {
  return { ...lead, marketed: { welcome: NOW } };
}

/** A score that opens a path. */
export const aScore = (overrides: Partial<Score> = {}): Score => ({
  fit: 80,
  engagement: 0,
  total: 80,
  grade: 'A',
  level: 4,
  path: 'excellent-fit',
  reasons: [{ axis: 'fit', rule: 'decides', points: 80 }],
  playbook: aPlaybook().version,
  at: NOW,
  ...overrides,
});

/** Marketing qualified, and offered to nobody yet. */
export const aQualifiedLead = (overrides: Partial<Lead> = {}): Lead => ({
  ...recordScore(aConfirmedLead(), aScore(), aPlaybook().scoring, NOW).lead,
  ...overrides,
});

export const someTerms = (now = NOW, id = OFFER_ID, salesperson = 'sales-1') => ({
  id,
  salesperson,
  remindAt: after(now, 2 * HOUR),
  acceptBy: after(now, 4 * HOUR),
});

export const anOffer = (overrides: Partial<Offer> = {}): Offer => ({
  ...someTerms(),
  status: 'open',
  offeredAt: NOW,
  mailed: [],
  ...overrides,
});

/** One that opens none. */
export function aLowScore(overrides: Partial<Score> = {}): Score {
  const { path: _, ...low } = aScore({ fit: 1, total: 1, grade: 'D', reasons: [], ...overrides });

  return low;
}

export const anOfferedLead = (overrides: Partial<Lead> = {}): Lead => ({
  ...offer(aQualifiedLead(), someTerms(), NOW).lead,
  ...overrides,
});

export const anAcceptedLead = (overrides: Partial<Lead> = {}): Lead => ({
  ...accept(anOfferedLead(), OFFER_ID, NOW).lead,
  ...overrides,
});

/** What makes an SQL by our playbook. */
export const someFindings = (values: Findings['values'] = {}): Findings => ({
  salesperson: 'sales-1',
  values: { need: 'replacement', budget: 'approved', authority: 'decides', timing: 'this-year', ...values },
});

/** Its salesperson has established everything, and it is no SQL yet. */
export const anEstablishedLead = (overrides: Partial<Lead> = {}): Lead => ({
  ...establish(anAcceptedLead(), someFindings(), aPlaybook().scoring.sql, NOW).lead,
  ...overrides,
});

/** A lead in a stage, brought there the way leads come there; the marketing qualified one is offered to nobody yet. */
export function aLeadIn(stage: Stage): Lead {
  const sql = () => salesQualify(anEstablishedLead(), sales, aPlaybook().scoring.sql, NOW).lead;
  switch (stage) {
    case 'raw':
      return aConfirmedLead();
    case 'mql':
      return aQualifiedLead();
    case 'sql':
      return sql();
    case 'customer':
      return win(sql(), sales, NOW).lead;
    case 'lost':
      return lose(sql(), sales, NOW).lead;
    case 'disqualified':
      return disqualify(aQualifiedLead(), sales, NOW).lead;
  }
}

/** `ms` after the morning on which all examples begin. */
export const nowPlus = (ms: number): Instant => after(NOW, ms);
