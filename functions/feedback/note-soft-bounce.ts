import { retryConflicts } from '#app/change-lead.ts';
import type { Playbook } from '#contracts/playbook.ts';
import { inARow, noSoftBounces, remember } from '#domain/mailing/soft-bounces.ts';
import type { Leads } from '#ports/leads.ts';
import type { SoftBounceLog } from '#ports/soft-bounces.ts';
import type { OwnFeedback } from './take-feedback.ts';

interface World {
  readonly leads: Leads;
  readonly softBounces: SoftBounceLog;
  readonly playbook: Pick<Playbook, 'privacy'>;
}

/** Answers whether so many mails in a row bounced softly that the address is to be blocked. */
export type NoteSoftBounce = (feedback: OwnFeedback) => Promise<boolean>;

/** Remembers a soft bounce with the lead. Nothing is kept of a lead that is gone or going: nothing is sent to it either. */
export const noteSoftBounce =
  ({ leads, softBounces, playbook }: World): NoteSoftBounce =>
  async ({ leadId, messageId, at }) => {
    const lead = await leads.get(leadId);
    if (lead === undefined || lead.erasure !== undefined) return false;

    return retryConflicts(async () => {
      const known = (await softBounces.of(leadId)) ?? noSoftBounces;
      const remembered = remember(known, messageId, at);
      if (remembered !== known) await softBounces.save(leadId, remembered);

      return inARow(remembered) >= playbook.privacy.softBounces;
    });
  };
