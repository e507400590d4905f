import type { Channel, Form, Locale } from '#contracts/playbook.ts';
import { append, type Declaration, emptyLedger, type LedgerHead, type Sha256, type Viewer } from '../consent/ledger.ts';
import { after, type Instant } from '../instant.ts';
import { type Change, changed, fact } from './change.ts';
import type { ConsentState, Lead } from './lead.ts';
import { isExpired, mayMailAgain, type OptIn } from './opt-in.ts';
import { besidesFindings, type Profile } from './profile.ts';

/** A consent that the submitter gave: the wording exactly as it was shown beside the box. */
export interface GivenConsent {
  readonly channel: Channel;
  readonly purpose: string;
  readonly text: string;
  readonly sha256: string;
}

/** A form as it was submitted, already checked against the playbook. */
export interface Submission {
  readonly form: Form;
  readonly locale: Locale;
  /** Field name to value; `email` is among them, normalised. */
  readonly fields: Readonly<Record<string, string>>;
  readonly consents: readonly GivenConsent[];
  readonly viewer: Viewer;
  readonly page?: string;
}

/** What a command needs of the world besides the lead. */
export interface CaptureContext {
  readonly now: Instant;
  readonly requestId: string;
  readonly sha256: Sha256;
}

/** A new lead from a first submission: raw, opt-in pending, its opt-in mail wanted. */
export function capture(
  submission: Submission,
  { id, addressHash, ledger = emptyLedger }: { id: string; addressHash: string; ledger?: LedgerHead },
  { now, requestId, sha256 }: CaptureContext,
): Change {
  const { form, locale } = submission;
  const appended = append(ledger, declarations(submission, requestId), now, sha256);
  const lead: Lead = {
    id,
    version: 0,
    addressHash,
    formId: form.id,
    locale,
    capturedAt: now,
    profile: profileOf(submission, now),
    stage: 'raw',
    stages: { raw: { since: now, by: 'lead', reason: `form ${form.id}` } },
    optIn: newRequest(form, requestId, [], now),
    consents: requested(submission, now),
    ledger: appended.ledger,
  };

  return changed(undefined, lead, [fact('lead.captured', { formId: form.id, requestId })], now, appended.entries);
}

/**
 * A further submission for an address that has a lead. Never confirms and never reactivates by itself: an ended opt-in starts over with a new request.
 * While nobody confirmed, the newest answers count; of a confirmed lead, a form that anybody may send fills only what is unknown.
 */
export function resubmit(lead: Lead, submission: Submission, { now, requestId, sha256 }: CaptureContext): Change {
  const { form, locale } = submission;
  const optIn = renew(lead.optIn, form, requestId, now);
  const given = besidesFindings(lead, profileOf(submission, now));
  const profile = lead.optIn.status === 'confirmed' ? { ...given, ...lead.profile } : { ...lead.profile, ...given };
  const consents = { ...requested(submission, now), ...confirmedOnly(lead.consents) };
  const appended = append(lead.ledger, declarations(submission, optIn.requestId), now, sha256);

  return changed(
    lead,
    { ...lead, formId: form.id, locale, profile, optIn, consents, ledger: appended.ledger },
    [fact('lead.resubmitted', { formId: form.id, requestId: optIn.requestId })],
    now,
    appended.entries,
  );
}

/** The request that a further submission makes of an opt-in: the same one with more time, or a new one when it had ended. */
export function renew(optIn: OptIn, form: Form, requestId: string, now: Instant): OptIn {
  const ended = optIn.status === 'expired' || optIn.status === 'withdrawn';
  if (ended || (optIn.status === 'pending' && isExpired(optIn, now)))
    return newRequest(form, requestId, optIn.mails, now);

  return {
    ...optIn,
    requestedAt: now,
    expiresAt: after(now, form.optInExpiry),
    mailWanted: optIn.mailWanted || mayMailAgain(optIn.mails, now),
  };
}

/** A new request has a link that nobody got yet, so its mail is wanted in any case; the gate holds it back for as long as the budget says. */
const newRequest = (form: Form, requestId: string, mails: readonly Instant[], now: Instant): OptIn => ({
  status: 'pending',
  requestId,
  requestedAt: now,
  expiresAt: after(now, form.optInExpiry),
  mailWanted: true,
  mails,
});

export const profileOf = ({ form, fields }: Submission, at: Instant): Profile =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, source: `form:${form.id}`, at }]));

export const requested = ({ consents }: Submission, at: Instant): Partial<Record<Channel, ConsentState>> =>
  Object.fromEntries(consents.map(({ channel, purpose }) => [channel, { purpose, status: 'requested', at }]));

const confirmedOnly = (consents: Lead['consents']): Lead['consents'] =>
  Object.fromEntries(Object.entries(consents).filter(([, consent]) => consent.status === 'confirmed'));

export const declarations = ({ consents, form, locale, viewer, page }: Submission, requestId: string): Declaration[] =>
  consents.map(({ channel, purpose, text, sha256 }) => ({
    kind: 'requested',
    channel,
    purpose,
    requestId,
    viewer,
    wording: { text, sha256, formId: form.id, locale, ...(page === undefined ? {} : { page }) },
  }));
