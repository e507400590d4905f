import type { heldBy } from '#contracts/event-values.ts';
import { hasRoom } from '../consent/budget.ts';
import { DAY, elapsed, type Instant, isDue } from '../instant.ts';

export const optInStatuses = ['pending', 'confirmed', 'withdrawn', 'expired'] as const;
export type OptInStatus = (typeof optInStatuses)[number];

export type HeldBy = (typeof heldBy)[number];

/**
 * The lead's opt-in, orthogonal to its stage. `requestId` names the request that a link confirms; a resend makes the same link. `mails` holds when
 * opt-in mails of the last thirty days went out, newest last, kept across requests. It serves display and spares the gate work; what binds is the mailbox's budget.
 */
export interface OptIn {
  readonly status: OptInStatus;
  readonly requestId: string;
  readonly requestedAt: Instant;
  readonly expiresAt: Instant;
  readonly mailWanted: boolean;
  readonly mails: readonly Instant[];
  /** When it was confirmed, withdrawn or expired. */
  readonly decidedAt?: Instant;
  /** Some request of this lead was confirmed once: there is something to prove. */
  readonly everConfirmed?: boolean;
  /** Keyed hash of the network that asked: for its budget. */
  readonly network?: string;
  /** When the one reminder of this request is due; then it is wanted. */
  readonly remindAt?: Instant;
  readonly reminderWanted?: boolean;
  /** How often the form was sent for it, since the owner of the address last answered. */
  readonly asked?: number;
  /** Why the mail that is wanted has not gone out yet. */
  readonly held?: { readonly by: HeldBy; readonly since: Instant };
}

/** So many submissions for one address are taken note of until its owner answers, or a week passes without one: a flood must not make the proof unreadable. */
export const MOST_ASKED = 100;
const ASKED_WITHIN = 7 * DAY;

export const askedBefore = ({ asked = 1, requestedAt }: OptIn, now: Instant): number =>
  elapsed(requestedAt, now) < ASKED_WITHIN ? asked : 0;

export const isExpired = (optIn: OptIn, now: Instant): boolean => isDue(optIn.expiresAt, now);

/** Whether a link to the request still confirms something: the request is this one and in time. */
export const isLive = (optIn: OptIn, requestId: string, now: Instant): boolean =>
  optIn.requestId === requestId && optIn.status !== 'withdrawn' && optIn.status !== 'expired' && !isExpired(optIn, now);

/** Time does not change these: the mail is given up. */
const forGood: Readonly<Record<HeldBy, boolean>> = {
  mailbox: false,
  network: false,
  domain: false,
  everybody: false,
  suppressed: true,
  disposable: true,
  role: true,
};
/** What was given up may have been lifted by a human since: so long after it a new submission tries again. */
const TRY_ANEW = DAY;

export const isGivenUp = (by: HeldBy): boolean => forGood[by];

/**
 * Whether a further submission asks for one more mail, as far as the lead alone can tell: not within the bounds of its own mails, and not again and again for an
 * address that gets none.
 */
export function mayMailAgain({ mails, held }: Pick<OptIn, 'mails' | 'held'>, now: Instant): boolean {
  if (held !== undefined && isGivenUp(held.by) && elapsed(held.since, now) < TRY_ANEW) return false;

  return hasRoom(mails, now);
}
