import type { Sha256 } from '../consent/ledger.ts';
import { append } from '../consent/ledger.ts';
import type { Suppression } from '../consent/suppression.ts';
import type { Instant } from '../instant.ts';
import { type Change, changed, isUnchanged, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import { withdraw } from './withdraw.ts';

export interface FeedbackEnd {
  readonly method: 'bounce' | 'complaint';
  /** What goes on the suppression list in the same write. */
  readonly suppressions: readonly Suppression[];
  /** The playbook's retention of withdrawn leads, ms. */
  readonly keepFor: number;
}

/** A mail came back for good, or its recipient called it spam: all consents end, and the address is blocked in the same write. Unchanged where nothing is left to end. */
export function endByFeedback(
  lead: Lead,
  { method, suppressions, keepFor }: FeedbackEnd,
  now: Instant,
  sha256: Sha256,
): Change {
  if (lead.erasure !== undefined) return unchanged(lead);
  const change = withdraw(lead, { method, keepFor }, now, sha256);

  return isUnchanged(change) ? change : { ...change, suppressions };
}

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
