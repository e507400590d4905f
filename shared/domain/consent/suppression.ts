import type { Instant } from '../instant.ts';
import type { WithdrawalMethod } from './ledger.ts';

/** Nothing goes to the address any more, not even an opt-in mail, until a human lifts it. */
export const blockReasons = ['not-me', 'complaint', 'hard-bounce', 'soft-bounces'] as const;
export type BlockReason = (typeof blockReasons)[number];

/** No marketing until its owner confirms a new opt-in. */
export const refusalReasons = ['unsubscribed', 'erased'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export type SuppressionReason = BlockReason | RefusalReason;

/** What may not be sent to an address, and why. It lies outside the lead and outlives it. */
export interface Suppression {
  /** Keyed hash of the address, or of its canonical mailbox. */
  readonly hash: string;
  readonly reason: SuppressionReason;
  readonly at: Instant;
  /** The lead whose owner it was. */
  readonly leadId: string;
  /** How its owner said so: for a restored lead, which does not know it any more. */
  readonly method?: WithdrawalMethod;
}

/** How an address stands on the suppression list. */
export interface SuppressionState {
  readonly block?: { readonly reason: BlockReason; readonly at: Instant };
  readonly refusal?: { readonly reason: RefusalReason; readonly at: Instant };
}

export const isBlock = (reason: SuppressionReason): reason is BlockReason =>
  (blockReasons as readonly string[]).includes(reason);
