import type { Channel, Form, Locale } from '#contracts/playbook.ts';
import { type ConsentState, type Consents, consentsOf } from '../consent/consents.ts';
import { append, type Declaration, emptyLedger, type LedgerHead, type Sha256, type Viewer } from '../consent/ledger.ts';
import { after, type Instant } from '../instant.ts';
import { BeingErasedError } from './being-erased-error.ts';
import { type Change, changed, fact, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import { askedBefore, isExpired, MOST_ASKED, mayMailAgain, type OptIn } from './opt-in.ts';
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
  /** The version of the privacy notice beside the form. */
  readonly privacyNotice: string;
  /** When to remind whoever has not confirmed, ms after the request. Left out: never. */
  readonly remindAfter?: number;
  /** Keyed hash of the viewer's network. */
  readonly network?: string;
}

/** What a command needs of the world besides the lead. */
export interface CaptureContext {
  readonly now: Instant;
  readonly requestId: string;
  readonly sha256: Sha256;
}

/** A new lead from a first submission: raw, opt-in pending, its opt-in mail wanted. `ledger` is what an erased lead of the address left: it goes on there. */
export function capture(
  submission: Submission,
  { id, addressHash, ledger }: { id: string; addressHash: string; ledger?: LedgerHead | undefined },
  { now, requestId, sha256 }: CaptureContext,
): Change {
  const { form, locale } = submission;
  const appended = append(ledger ?? emptyLedger, declarations(submission, requestId), now, sha256);
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
    optIn: newRequest(submission, requestId, now),
    consents: requested(submission, now),
    ledger: appended.ledger,
    // Whose lead was erased is on the suppression list.
    ...(ledger && { suppressed: 'erased' }),
  };

  return changed(undefined, lead, [fact('lead.captured', { formId: form.id, requestId })], now, appended.entries);
}

/**
 * A further submission for an address that has a lead. Never confirms and never reactivates by itself: an ended opt-in starts over with a new request.
 * While nobody confirmed, the newest answers count; of a confirmed lead, a form that anybody may send fills only what is unknown.
 * Past `MOST_ASKED` nothing is taken note of.
 * @throws BeingErasedError
 */
export function resubmit(lead: Lead, submission: Submission, { now, requestId, sha256 }: CaptureContext): Change {
  if (lead.erasure !== undefined) throw new BeingErasedError(lead.id);
  const { form, locale } = submission;
  const optIn = renew(lead.optIn, submission, requestId, now);
  if ((optIn.asked ?? 1) > MOST_ASKED) return unchanged(lead);
  const given = besidesFindings(lead, profileOf(submission, now));
  const profile = lead.optIn.status === 'confirmed' ? { ...given, ...lead.profile } : { ...lead.profile, ...given };
  const consents = { ...ended(lead.consents), ...requested(submission, now), ...confirmedOnly(lead.consents) };
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
export function renew(optIn: OptIn, submission: Submission, requestId: string, now: Instant): OptIn {
  const ended = optIn.status === 'expired' || optIn.status === 'withdrawn';
  if (ended || (optIn.status === 'pending' && isExpired(optIn, now)))
    return newRequest(submission, requestId, now, optIn);
  const { network } = submission;

  return {
    ...optIn,
    asked: askedBefore(optIn, now) + 1,
    requestedAt: now,
    expiresAt: after(now, submission.form.optInExpiry),
    mailWanted: optIn.mailWanted || mayMailAgain(optIn, now),
    ...(network === undefined ? {} : { network }),
  };
}

/** A new request has a link that nobody got yet, so its mail is wanted in any case; the gate holds it back for as long as the budget says. */
const newRequest = (
  { form, network, remindAfter }: Submission,
  requestId: string,
  now: Instant,
  before: Pick<OptIn, 'mails' | 'everConfirmed'> = { mails: [] },
): OptIn => ({
  status: 'pending',
  requestId,
  requestedAt: now,
  expiresAt: after(now, form.optInExpiry),
  mailWanted: true,
  mails: before.mails,
  ...(before.everConfirmed && { everConfirmed: true }),
  ...(remindAfter !== undefined && remindAfter < form.optInExpiry && { remindAt: after(now, remindAfter) }),
  ...(network === undefined ? {} : { network }),
});

export const profileOf = ({ form, fields }: Submission, at: Instant): Profile =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, source: `form:${form.id}`, at }]));

export const requested = ({ consents }: Submission, at: Instant): Consents =>
  consentsOf(consents.map(({ channel, purpose }) => ({ channel, purpose, status: 'requested', at })));

const confirmedOnly = (consents: Consents): Consents => withStatus(consents, 'confirmed');

/** What was withdrawn stays on record; what an earlier submission asked for and nobody confirmed does not. */
const ended = (consents: Consents): Consents => withStatus(consents, 'withdrawn');

const withStatus = (consents: Consents, status: ConsentState['status']): Consents =>
  Object.fromEntries(Object.entries(consents).filter(([, consent]) => consent.status === status));

export const declarations = (
  { consents, form, locale, viewer, page, privacyNotice }: Submission,
  requestId: string,
): Declaration[] =>
  consents.map(({ channel, purpose, text, sha256 }) => ({
    kind: 'requested',
    channel,
    purpose,
    requestId,
    viewer,
    wording: {
      text,
      sha256,
      formId: form.id,
      locale,
      privacyNotice,
      ...(page === undefined ? {} : { page: withoutQuery(page) }),
    },
  }));

/** What follows a `?` or `#` may name people: links in mailings often do. */
const withoutQuery = (page: string): string => page.replace(/[?#].*$/su, '');
