import { changeLead } from '#app/change-lead.ts';
import { mailboxAddress } from '#app/mailbox-address.ts';
import type { Playbook } from '#contracts/playbook.ts';
import type { Sha256 } from '#domain/consent/ledger.ts';
import { outweighs } from '#domain/consent/outweighs.ts';
import type { Suppression } from '#domain/consent/suppression.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { blockByFeedback, type FeedbackBlock } from '#domain/lead/feedback.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { AddressBlocks } from '#ports/address-blocks.ts';
import type { KeyedHashes } from '#ports/addresses.ts';
import type { Leads } from '#ports/leads.ts';
import type { Suppressions } from '#ports/suppressions.ts';
import type { Clock } from '#ports/world.ts';
import type { OwnFeedback } from './take-feedback.ts';

interface World {
  readonly leads: Leads;
  readonly suppressions: Suppressions;
  readonly blocks: AddressBlocks;
  readonly hashes: KeyedHashes;
  /** The mailbox behind an address: plus-tags and the like taken away. */
  readonly canonical: (address: string) => string;
  readonly playbook: Pick<Playbook, 'privacy'>;
  readonly clock: Clock;
  readonly sha256: Sha256;
}

/** Answers whether anything was blocked that was not before. */
export type BlockAddress = (feedback: OwnFeedback, reason: FeedbackBlock['reason']) => Promise<boolean>;

/**
 * Blocks the address that a mail went to. A hard bounce and a complaint end the lead's consents in the same write; soft bounces end none: a full mailbox is no
 * withdrawal. A complaint blocks the mailbox under all its spellings. Of a lead that is gone, or has nothing left
 * to end, only the address is blocked.
 */
export const blockAddress =
  ({ leads, suppressions, blocks, hashes, canonical, playbook, clock, sha256 }: World): BlockAddress =>
  async (feedback, reason) => {
    const { leadId } = feedback;
    const now = clock();
    const lead = await leads.get(leadId);
    const missing = await toBlock(lead);
    if (lead !== undefined) {
      const block = { reason, suppressions: missing, keepFor: playbook.privacy.retention.withdrawn };
      const decide = (current: Lead) => blockByFeedback(current, block, now, sha256);
      if (!isUnchanged(await changeLead(leads, leadId, decide, lead))) return true;
    }
    if (missing.length > 0) await blocks.add(missing);

    return missing.length > 0;

    async function toBlock(lead: Lead | undefined): Promise<Suppression[]> {
      const addresses = addressesOf(feedback, lead);
      const spellings = reason === 'complaint' ? [...addresses, ...addresses.map(canonical)] : addresses;
      const own = lead === undefined ? [] : [lead.addressHash];
      const wanted = [...new Set([...own, ...(await Promise.all(spellings.map(hashes.address)))])];
      const standing = await suppressions.of(wanted);

      return wanted
        .filter((hash) => outweighs(reason, standing.get(hash)?.block?.reason))
        .map((hash) => ({ hash, reason, at: now, leadId }));
    }
  };

/** Some mail providers leave out who complained; then it was whom we sent it to. */
function addressesOf({ recipients }: OwnFeedback, lead: Lead | undefined): string[] {
  const named = recipients.length > 0 ? recipients : [String(lead?.profile.email?.value ?? '')];

  return named.map(mailboxAddress).filter((address) => address !== undefined);
}
