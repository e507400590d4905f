import { append, type Sha256 } from '../consent/ledger.ts';
import { outweighs } from '../consent/outweighs.ts';
import { type BlockReason, isBlock, type Suppression } from '../consent/suppression.ts';
import type { Instant } from '../instant.ts';
import { type Change, changed, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import { withdraw } from './withdraw.ts';

export interface FeedbackBlock {
  readonly reason: Exclude<BlockReason, 'not-me'>;
  /** What goes on the suppression list in the same write: the address, and whichever of its spellings are not there yet. */
  readonly suppressions: readonly Suppression[];
  /** The playbook's retention of withdrawn leads, ms. */
  readonly keepFor: number;
}

/**
 * Nothing may be sent to the lead any more. A mail that came back for good and one that its recipient called spam end all consents as well; a full mailbox ends
 * none. Unchanged where there is nothing left to end and a reason as strong stands already.
 */
export function blockByFeedback(
  lead: Lead,
  { reason, suppressions, keepFor }: FeedbackBlock,
  now: Instant,
  sha256: Sha256,
): Change {
  if (lead.erasure !== undefined) return unchanged(lead);
  const standing = lead.suppressed !== undefined && isBlock(lead.suppressed) ? lead.suppressed : undefined;
  const isStronger = outweighs(reason, standing);
  const ends = reason !== 'soft-bounces' && hasSomethingToEnd(lead);
  if (!isStronger && !ends) return unchanged(lead);
  const suppressed = isStronger ? reason : standing;
  const change = ends
    ? withdraw(lead, { method: reason === 'complaint' ? 'complaint' : 'bounce', keepFor }, now, sha256)
    : changed(lead, lead, [], now);

  return { ...change, lead: { ...change.lead, ...(suppressed && { suppressed }) }, suppressions };
}

const hasSomethingToEnd = ({ optIn, consents }: Lead): boolean =>
  optIn.status !== 'withdrawn' || Object.values(consents).some(({ status }) => status !== 'withdrawn');

export interface Delivery {
  readonly requestId: string;
  readonly messageId: string;
  readonly deliveredAt: Instant;
}

/** Puts into the proof that the mail with the link arrived. Not for a lead that is being erased: its ledger is closed. */
export function recordDelivery(lead: Lead, delivery: Delivery, now: Instant, sha256: Sha256): Change {
  if (lead.erasure !== undefined) return unchanged(lead);
  const { ledger, entries } = append(lead.ledger, [{ kind: 'delivered', ...delivery }], now, sha256);

  return changed(lead, { ...lead, ledger }, [], now, entries);
}
