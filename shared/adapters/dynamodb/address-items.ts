import * as z from 'zod/mini';
import type { ForgottenParts } from '#domain/consent/ledger.ts';

const LedgerHead = z.strictObject({ entries: z.int(), hash: z.string() });

/** What is known of an address besides its ledger: whose it is; when it is nobody's, where its ledger ended; and which parts of that are forgotten. */
export const AddressItem = z.looseObject({
  leadId: z.optional(z.string()),
  ledger: z.optional(LedgerHead),
  ledgerBase: z.optional(LedgerHead),
  ledgerGaps: z.optional(z.array(z.strictObject({ after: LedgerHead, until: LedgerHead }))),
});
export type AddressItem = z.infer<typeof AddressItem>;

export const forgottenOf = ({ ledgerBase: base, ledgerGaps: gaps }: AddressItem): ForgottenParts => ({
  ...(base && { base }),
  ...(gaps && { gaps }),
});

/** The attributes that say what is forgotten. */
export const attributesOf = ({ base, gaps }: ForgottenParts) => ({
  ...(base && { ledgerBase: base }),
  ...(gaps && { ledgerGaps: gaps }),
});

/** The condition that nothing was forgotten since it was read: with the values that it names. */
export function stillForgotten({ base, gaps }: ForgottenParts): { expression: string; values: object } {
  return {
    expression: [
      base === undefined ? 'attribute_not_exists(ledgerBase)' : 'ledgerBase = :knownBase',
      gaps === undefined ? 'attribute_not_exists(ledgerGaps)' : 'ledgerGaps = :knownGaps',
    ].join(' AND '),
    values: { ...(base && { ':knownBase': base }), ...(gaps && { ':knownGaps': gaps }) },
  };
}
