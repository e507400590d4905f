import type { MailName } from '#contracts/playbook.ts';
import { after, HOUR, type Instant, isDue, MINUTE } from '../instant.ts';
import { type Change, changed, fact, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import type { Offer, OfferMail } from './offer.ts';
import { isExpired, mayMailAgain, rememberMail } from './opt-in.ts';

/** How long a claimed send may take: longer than the mail function's time-out. After it, somebody else may send. */
export const MAIL_CLAIM = MINUTE;
const FIRST_RETRY = 5 * MINUTE;
const LONGEST_RETRY = 6 * HOUR;

/** The mails that this lead should have got by now and has not. Every mail is sent because it is here, whatever event woke the sender. */
export function wantedMails(lead: Lead, now: Instant): MailName[] {
  return [...(wantsOptInMail(lead, now) ? (['opt-in'] as const) : []), ...offerMails(lead.offer)];
}

const wantsOptInMail = ({ optIn }: Lead, now: Instant): boolean =>
  optIn.mailWanted && (optIn.status === 'pending' || optIn.status === 'confirmed') && !isExpired(optIn, now);

function offerMails(offer: Offer | undefined): OfferMail[] {
  if (offer === undefined) return [];
  const due: OfferMail[] = [];
  if (offer.status === 'open') due.push('offer');
  if (offer.status === 'open' && offer.remindedAt !== undefined) due.push('offer-reminder');
  if (offer.status === 'accepted') due.push('accepted');

  return due.filter((mail) => !offer.mailed.includes(mail));
}

/** What a mail is about: the opt-in request, or the offer. A mail that was on its way while another took its place must not count for that one. */
export const subjectOf = ({ optIn, offer }: Lead, mail: MailName): string | undefined =>
  mail === 'opt-in' ? optIn.requestId : offer?.id;

/**
 * Takes the right to send a mail for a minute, so that two deliveries of one event send once. Unchanged: not wanted, being sent by another, or an opt-in
 * mail that the address may not get yet.
 */
export function claimMail(lead: Lead, mail: MailName, now: Instant): Change {
  if (!wantedMails(lead, now).includes(mail)) return unchanged(lead);
  if (lead.mailing !== undefined && !isDue(lead.mailing.until, now)) return unchanged(lead);
  if (mail === 'opt-in' && !mayMailAgain(lead.optIn.mails, now)) return unchanged(lead);

  return changed(lead, { ...lead, mailing: { mail, until: after(now, MAIL_CLAIM) } }, [], now);
}

/** A mail that the provider took. */
export interface SentMail {
  readonly mail: MailName;
  /** Its subject when it was claimed. */
  readonly about: string | undefined;
  readonly messageId: string;
}

/** Records that a mail went out. */
export function recordMail(lead: Lead, sentMail: SentMail, now: Instant): Change {
  const { mailing: _, ...rest } = lead;
  const { mail, messageId } = sentMail;

  return changed(lead, { ...rest, ...withSent(lead, sentMail, now) }, [fact('lead.mailed', { mail, messageId })], now);
}

function withSent(lead: Lead, { mail, about }: SentMail, now: Instant): Partial<Lead> {
  const { optIn, offer } = lead;
  const isCurrent = subjectOf(lead, mail) === about;
  if (mail === 'opt-in') {
    return { optIn: { ...optIn, mailWanted: optIn.mailWanted && !isCurrent, mails: rememberMail(optIn.mails, now) } };
  }
  if (offer === undefined || !isCurrent || offer.mailed.includes(mail)) return {};

  return { offer: { ...offer, mailed: [...offer.mailed, mail] } };
}

/** Gives the claim back after a send that failed for sure, so that the next attempt need not wait for it to run out. */
export function releaseMail(lead: Lead, now: Instant): Change {
  if (lead.mailing === undefined) return unchanged(lead);
  const { mailing: _, ...rest } = lead;

  return changed(lead, rest, [], now);
}

/** A lead that waits for a mail has a time to look again; one that does not has none. */
export function withMailRetry(lead: Lead, now: Instant): Lead {
  const waiting = wantedMails(lead, now).length > 0;
  if (waiting && lead.mailRetry === undefined)
    return { ...lead, mailRetry: { at: after(now, FIRST_RETRY), attempts: 0 } };
  if (waiting || lead.mailRetry === undefined) return lead;
  const { mailRetry: _, ...rest } = lead;

  return rest;
}

/** The next look after a mail that is still missing: 5, 10, 20 … minutes, at most six hours. */
export function nextMailRetry(attempts: number, now: Instant): NonNullable<Lead['mailRetry']> {
  return { at: after(now, Math.min(FIRST_RETRY * 2 ** (attempts + 1), LONGEST_RETRY)), attempts: attempts + 1 };
}
