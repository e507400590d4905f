import type { MailName } from '#contracts/playbook.ts';
import { mayUse } from '../consent/consents.ts';
import { after, DAY, elapsed, HOUR, type Instant, isDue, MINUTE } from '../instant.ts';
import { type Change, changed, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import type { Offer, OfferMail } from './offer.ts';
import { isExpired } from './opt-in.ts';

/** Mails that need a confirmed consent to e-mail. At most once: recorded as sent before they are. */
export const marketingMails = ['welcome'] as const satisfies readonly MailName[];
export type MarketingMail = (typeof marketingMails)[number];

/** What holds a marketing mail back: the suppression list or a withdrawal for good, the pause of all marketing mail for as long as it lasts. */
export const marketingHeldBy = ['suppressed', 'paused'] as const;
export interface HeldMarketing {
  readonly by: (typeof marketingHeldBy)[number];
  readonly since: Instant;
}

/** How long a claimed send may take: longer than the mail function's time-out. After it, somebody else may send. */
export const MAIL_CLAIM = MINUTE;
const WELCOME_WITHIN = 2 * DAY;
const FIRST_RETRY = 5 * MINUTE;
const LONGEST_RETRY = 6 * HOUR;

/** The mails that this lead should have got by now and has not. Every mail is sent because it is here, whatever event woke the sender. */
export function wantedMails(lead: Lead, now: Instant): MailName[] {
  if (lead.erasure !== undefined) return [];

  return [
    ...(wantsOptInMail(lead, now) ? (['opt-in'] as const) : []),
    ...(wantsReminder(lead, now) ? (['opt-in-reminder'] as const) : []),
    ...(wantsWelcome(lead, now) ? (['welcome'] as const) : []),
    ...offerMails(lead.offer),
  ];
}

/** Nobody is reminded of a mail that has not gone out yet. */
const wantsReminder = ({ optIn }: Lead, now: Instant): boolean =>
  optIn.reminderWanted === true && optIn.status === 'pending' && !optIn.mailWanted && !isExpired(optIn, now);

/** Whether marketing mail may go to a lead: its owner confirmed a consent to e-mail and has not withdrawn it. */
export const mayMarket = ({ optIn, consents, erasure }: Lead): boolean =>
  optIn.status === 'confirmed' && mayUse(consents, 'email') && erasure === undefined;

/** What was asked for, to an address that was confirmed a while ago at most: a mail that was lost is not sent months later. */
const wantsWelcome = (lead: Lead, now: Instant): boolean => {
  const { optIn, marketed, heldMails } = lead;

  return (
    mayMarket(lead) &&
    optIn.decidedAt !== undefined &&
    elapsed(optIn.decidedAt, now) < WELCOME_WITHIN &&
    marketed?.welcome === undefined &&
    heldMails?.welcome?.by !== 'suppressed'
  );
};

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
  isOptInMail(mail) || mail === 'welcome' ? optIn.requestId : offer?.id;

export const isOptInMail = (mail: MailName): mail is 'opt-in' | 'opt-in-reminder' =>
  mail === 'opt-in' || mail === 'opt-in-reminder';

export const isMarketing = (mail: MailName): mail is MarketingMail =>
  (marketingMails as readonly MailName[]).includes(mail);

/**
 * Takes the right to send a mail for a minute, so that two deliveries of one event send once. Unchanged: not wanted, or being sent by another. Whether the budgets
 * let it go is for the gate to see; what it spends of the mailbox's is saved with this very change.
 */
export function claimMail(lead: Lead, mail: MailName, now: Instant): Change {
  if (!wantedMails(lead, now).includes(mail)) return unchanged(lead);
  if (lead.mailing !== undefined && !isDue(lead.mailing.until, now)) return unchanged(lead);

  const claimed = { ...lead, mailing: { mail, until: after(now, MAIL_CLAIM) } };
  // At most once: whatever happens from here on, it counts as sent.
  const marketed = isMarketing(mail) ? { marketed: { ...lead.marketed, [mail]: now } } : {};

  return changed(lead, { ...claimed, ...marketed }, [], now);
}

/** Gives the claim back after a send that failed for sure, so that the next attempt need not wait for it to run out. */
export const releaseMail = (lead: Lead, now: Instant): Change =>
  lead.mailing === undefined ? unchanged(lead) : changed(lead, withoutClaim(lead), [], now);

/** Nothing is being sent; a marketing mail that was claimed did not go out. */
export function withoutClaim(lead: Lead): Lead {
  const { mailing, ...rest } = lead;
  if (mailing === undefined || !isMarketing(mailing.mail)) return rest;
  const { [mailing.mail]: _, ...marketed } = lead.marketed ?? {};

  return { ...rest, marketed };
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
