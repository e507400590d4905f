import * as z from 'zod/mini';

/** Why a salesperson passes a lead on. */
export const declineReasons = ['no-capacity', 'wrong-region', 'no-fit', 'other'] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** What a salesperson answers to an offer, as the form on the offer's page sends it. */
export const OfferDecision = z.union([
  z.strictObject({ decision: z.literal('accept') }),
  z.strictObject({ decision: z.literal('decline'), reason: z.enum(declineReasons) }),
]);
