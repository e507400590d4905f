import type { BlockReason, SuppressionState } from './suppression.ts';

/** How the suppression list stands on an address, and on the mailbox behind it. */
export interface Standing {
  readonly exact?: SuppressionState | undefined;
  readonly mailbox?: SuppressionState | undefined;
}

/** What a mailbox's owner said holds for all spellings of it; that one of them bounced says nothing about another. */
const forMailbox: Readonly<Record<BlockReason, boolean>> = {
  'not-me': true,
  complaint: true,
  'hard-bounce': false,
  'soft-bounces': false,
};

/** Whether the suppression list forbids a mail: a block every one, a refusal marketing. */
export function forbids({ exact, mailbox }: Standing, mail: 'opt-in' | 'marketing'): boolean {
  const isBlocked = exact?.block !== undefined || (mailbox?.block !== undefined && forMailbox[mailbox.block.reason]);

  return isBlocked || (mail === 'marketing' && exact?.refusal !== undefined);
}
