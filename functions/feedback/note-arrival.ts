import { changeLead, retryConflicts } from '#app/change-lead.ts';
import type { Sha256 } from '#domain/consent/ledger.ts';
import { elapsed, MINUTE } from '#domain/instant.ts';
import { unchanged } from '#domain/lead/change.ts';
import { recordDelivery } from '#domain/lead/feedback.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { isOptInMail } from '#domain/lead/mails.ts';
import { forget } from '#domain/mailing/soft-bounces.ts';
import type { Leads } from '#ports/leads.ts';
import type { OptInMails } from '#ports/opt-in-mails.ts';
import type { SoftBounceLog } from '#ports/soft-bounces.ts';
import type { Clock } from '#ports/world.ts';
import { EarlyFeedbackError } from './early-feedback-error.ts';
import type { OwnFeedback } from './take-feedback.ts';

interface World {
  readonly leads: Leads;
  readonly optInMails: OptInMails;
  readonly softBounces: SoftBounceLog;
  readonly clock: Clock;
  readonly sha256: Sha256;
}

export type NoteArrival = (feedback: OwnFeedback) => Promise<void>;

/** The sender notes what SES answered within moments; one that crashed never will. */
const SENDER_NOTES_WITHIN = 15 * MINUTE;

/**
 * A mail arrived: the proof learns of it if it asked for an opt-in, and the row of soft bounces is over.
 * @throws EarlyFeedbackError when the news is quicker than the sender's own note; it comes again.
 */
export function noteArrival({ leads, optInMails, softBounces, clock, sha256 }: World): NoteArrival {
  return async (feedback) => {
    const lead = await leads.get(feedback.leadId);
    if (lead === undefined || lead.erasure !== undefined) return;
    if (isOptInMail(feedback.mail)) await changeLead(leads, lead.id, (current) => proven(current, feedback), lead);
    await retryConflicts(async () => {
      const known = await softBounces.of(lead.id);
      if (known === undefined) return;
      const forgotten = forget(known, feedback.at);
      if (forgotten !== known) await softBounces.save(lead.id, forgotten);
    });
  };

  async function proven(lead: Lead, { messageId, at }: OwnFeedback) {
    const mails = await optInMails.of(lead.addressHash);
    const mail = mails.find((each) => each.messageId === messageId);
    if (mail?.delivered) return unchanged(lead);
    if (mail === undefined && elapsed(at, clock()) < SENDER_NOTES_WITHIN) throw new EarlyFeedbackError(lead.id);
    if (mail === undefined) return unchanged(lead);

    return recordDelivery(lead, { requestId: mail.requestId, messageId, deliveredAt: at }, clock(), sha256);
  }
}
