import type { Sha256, WithdrawalMethod } from '../consent/ledger.ts';
import type { BlockReason, RefusalReason } from '../consent/suppression.ts';
import { after, HOUR, type Instant } from '../instant.ts';
import { type Change, unchanged } from '../lead/change.ts';
import { requestErasure } from '../lead/erasure.ts';
import { blockByFeedback } from '../lead/feedback.ts';
import type { Lead } from '../lead/lead.ts';
import { withdraw } from '../lead/withdraw.ts';

interface Listing<Reason> {
  readonly reason: Reason;
  readonly at: Instant;
  readonly method?: WithdrawalMethod | undefined;
}

/** An address on the suppression list, with all that the list knows of it. */
export interface ListedAddress {
  /** Its keyed hash. */
  readonly hash: string;
  readonly block?: Listing<BlockReason> | undefined;
  readonly refusal?: Listing<RefusalReason> | undefined;
  /** The leads of that address that were erased. */
  readonly erasedLeads: readonly string[];
}

/** What was listed shortly before the point is looked at too: clocks differ, and a restore takes the last full second. */
const MARGIN = HOUR;

/** Whether a restore to a point in time may have brought leads of the address back that were erased after it. */
export const mayBringBack = ({ erasedLeads, refusal }: ListedAddress, since: Instant): boolean =>
  erasedLeads.length > 0 && !(refusal?.reason === 'erased' && refusal.at < after(since, -MARGIN));

/** What the owner of the address, or its mail server, has said since. */
export const newsSince = ({ block, refusal }: ListedAddress, since: Instant): (BlockReason | RefusalReason)[] =>
  [block, refusal].flatMap((one) => (one !== undefined && one.at >= after(since, -MARGIN) ? [one.reason] : []));

/** Orders the erasure of a restored lead again. The list has it already, so nothing is written there. */
export const eraseAgain = (lead: Lead, now: Instant, sha256: Sha256): Change =>
  withoutListing(requestErasure(lead, { because: 'operator' }, now, sha256));

/** Ends on a restored lead what the list says was ended after the point that it was restored to, by the method that is on record. */
export function replay(
  lead: Lead,
  { block, refusal }: ListedAddress,
  { since, keepFor }: { readonly since: Instant; readonly keepFor: number },
  now: Instant,
  sha256: Sha256,
): Change {
  const isNew = (one?: Listing<unknown>) => one !== undefined && one.at >= after(since, -MARGIN);
  if (lead.erasure !== undefined) return unchanged(lead);
  if (block !== undefined && isNew(block)) {
    const { reason } = block;
    if (reason !== 'not-me')
      return withoutListing(blockByFeedback(lead, { reason, suppressions: [], keepFor }, now, sha256));
    return withoutListing(withdraw(lead, { method: 'not-me', keepFor }, now, sha256));
  }
  if (refusal === undefined || !isNew(refusal)) return unchanged(lead);
  const { reason, method = reason === 'erased' ? 'erasure' : 'unsubscribe-page' } = refusal;

  return withoutListing(withdraw(lead, { method, keepFor }, now, sha256));
}

function withoutListing({ suppressions: _, ...change }: Change): Change {
  return change;
}
