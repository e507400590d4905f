import { after, DAY, type Instant, MINUTE } from '../instant.ts';

/** How many opt-in mails one mailbox may get within any stretch of time, whoever asks for them and however they spell it (docs/adr/0041). */
export const mailboxBounds = [
  { mails: 1, within: 10 * MINUTE },
  { mails: 3, within: DAY },
  { mails: 5, within: 30 * DAY },
] as const;

/** For so long (ms) a mail counts. */
export const MAILBOX_MEMORY = 30 * DAY;

/** The first moment, not before `now`, at which a mailbox that got these mails may get one more. Mails of a clock that runs ahead count as well. */
export function freeAt(mails: readonly Instant[], now: Instant): Instant {
  const sorted = mails.toSorted();

  return mailboxBounds.reduce((free, bound) => {
    // The mail that has to be forgotten before there is room for another.
    const oldest = sorted.at(-bound.mails);
    const isFull = sorted.length >= bound.mails && oldest !== undefined;
    const room = isFull ? after(oldest, bound.within) : now;

    return room > free ? room : free;
  }, now);
}

export const hasRoom = (mails: readonly Instant[], now: Instant): boolean => freeAt(mails, now) <= now;

/** The mails that still count, with one more. */
export const spend = (mails: readonly Instant[], now: Instant): readonly Instant[] => [
  ...mails.filter((at) => after(at, MAILBOX_MEMORY) > now),
  now,
];

/** A mail that was spent and did not leave for sure. The bounds keep mails apart, so that no other can have the same moment. */
export const giveBack = (mails: readonly Instant[], spentAt: Instant): readonly Instant[] =>
  mails.filter((at) => at !== spentAt);
