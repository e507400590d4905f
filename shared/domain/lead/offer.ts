import { type Instant, MINUTE } from '../instant.ts';

/** How long a qualified lead may wait for the router before `due` reminds it. */
export const ROUTE_WITHIN = 15 * MINUTE;

export const offerStatuses = ['open', 'accepted', 'declined', 'lapsed'] as const;
export type OfferStatus = (typeof offerStatuses)[number];

/** A qualified lead put before one salesperson. The instants are already in that person's working time. */
export interface Offer {
  readonly id: string;
  readonly salesperson: string;
  readonly status: OfferStatus;
  readonly offeredAt: Instant;
  readonly remindAt: Instant;
  readonly acceptBy: Instant;
  readonly remindedAt?: Instant;
  readonly endedAt?: Instant;
  /** Which mails about this offer went out. */
  readonly mailed: readonly OfferMail[];
}

export type OfferMail = 'offer' | 'offer-reminder' | 'accepted';

/** Where routing stands for a qualified lead: who turned it down, and when to try again if nobody has it. */
export interface Routing {
  readonly declined: readonly string[];
  readonly lapsed: readonly string[];
  readonly retryAt?: Instant;
  /** Everybody was asked and somebody let it lapse: nobody is asked again before `retryAt`. */
  readonly resting?: boolean;
}
