import { DAY, elapsed, type Instant, isDue, MINUTE } from '../instant.ts';

export const optInStatuses = ['pending', 'confirmed', 'withdrawn', 'expired'] as const;
export type OptInStatus = (typeof optInStatuses)[number];

/** What holds an opt-in mail back: a budget (of the mailbox, the network that asked, the domain, everybody), or the address itself. */
export const heldBy = ['mailbox', 'network', 'domain', 'everybody', 'suppressed', 'disposable', 'role'] as const;
export type HeldBy = (typeof heldBy)[number];

/**
 * The lead's opt-in, orthogonal to its stage. `requestId` names the request that a link confirms; a resend makes the same link. `mails` holds when
 * opt-in mails went out, newest last, kept across requests so that the budget counts them.
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
  /** Why the mail that is wanted has not gone out yet. */
  readonly held?: { readonly by: HeldBy; readonly since: Instant };
}

export const isExpired = (optIn: OptIn, now: Instant): boolean => isDue(optIn.expiresAt, now);

/** Whether a link to the request still confirms something: the request is this one and in time. */
export const isLive = (optIn: OptIn, requestId: string, now: Instant): boolean =>
  optIn.requestId === requestId && optIn.status !== 'withdrawn' && optIn.status !== 'expired' && !isExpired(optIn, now);

const MAILS_A_DAY = 3;
const MAIL_PAUSE = 10 * MINUTE;

/** Whether one more opt-in mail may go to this lead: at most one in ten minutes and three in 24 hours, however often the form is sent. */
export function mayMailAgain(mails: readonly Instant[], now: Instant): boolean {
  const last = mails.at(-1);
  if (last !== undefined && elapsed(last, now) < MAIL_PAUSE) return false;

  return mails.filter((at) => elapsed(at, now) < DAY).length < MAILS_A_DAY;
}

/** The mails that the budget still has to remember, with one more. */
export const rememberMail = (mails: readonly Instant[], now: Instant): readonly Instant[] => [
  ...mails.filter((at) => elapsed(at, now) < DAY),
  now,
];
