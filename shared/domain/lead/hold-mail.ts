import type { Instant } from '../instant.ts';
import { type Change, changed, fact, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import { type HeldMarketing, type MarketingMail, withoutClaim } from './mails.ts';
import { type HeldBy, isGivenUp } from './opt-in.ts';

/** Why an opt-in mail does not go out now; with `until`, trying again before makes no sense. */
export interface Hold {
  readonly by: HeldBy;
  readonly until?: Instant;
}

/**
 * Notes on the lead what holds its opt-in mail back. The timer of missing mails tries again, but what time does not change is given up: for this request nothing
 * is wanted any more. The same reason again changes nothing, however often the form is sent, but for a look that would come too soon.
 */
export function holdOptInMail(lead: Lead, { by, until }: Hold, now: Instant): Change {
  const { optIn, mailRetry } = lead;
  const facts = optIn.held?.by === by ? [] : [fact('lead.opt-in-held', { requestId: optIn.requestId, by })];
  if (isGivenUp(by)) {
    const { remindAt: _at, reminderWanted: _wanted, ...rest } = optIn;
    const given = { ...rest, mailWanted: false, held: { by, since: now } };

    return changed(lead, { ...withoutClaim(lead), optIn: given }, facts, now);
  }
  const isNews = facts.length > 0;
  const isTooSoon = until !== undefined && mailRetry !== undefined && mailRetry.at < until;
  if (!isNews && !isTooSoon) return unchanged(lead);
  const retry = until !== undefined && mailRetry !== undefined && { mailRetry: { ...mailRetry, at: until } };
  const held = isNews ? { by, since: now } : optIn.held;

  return changed(lead, { ...lead, ...retry, optIn: { ...optIn, ...(held && { held }) } }, facts, now);
}

/** Notes what holds a marketing mail back, and takes the claim off it. The same pause again changes nothing. */
export function holdMarketing(lead: Lead, mail: MarketingMail, by: HeldMarketing['by'], now: Instant): Change {
  const { heldMails } = lead;
  if (lead.mailing === undefined && heldMails?.[mail]?.by === by) return unchanged(lead);

  return changed(lead, { ...withoutClaim(lead), heldMails: { ...heldMails, [mail]: { by, since: now } } }, [], now);
}
