import type { Instant } from '../instant.ts';

/** What an address' mailbox did: facts, by message, so that repeats and reorderings change nothing. */
export interface SoftBounces {
  /** When mails bounced softly, by message id. */
  readonly bounced: Readonly<Record<string, Instant>>;
  /** When a mail last arrived. */
  readonly arrivedAt?: Instant;
  /** Rises by one with each change. */
  readonly version: number;
}

export const noSoftBounces: SoftBounces = { bounced: {}, version: 0 };

/** Remembers a soft bounce. The same one again changes nothing, nor does one from before a mail arrived. */
export function remember(known: SoftBounces, messageId: string, at: Instant): SoftBounces {
  const { bounced, arrivedAt, version } = known;
  if (messageId in bounced || (arrivedAt !== undefined && at <= arrivedAt)) return known;

  return { ...known, bounced: { ...bounced, [messageId]: at }, version: version + 1 };
}

/** A mail arrived: bounces from before it do not count any more. */
export function forget(known: SoftBounces, at: Instant): SoftBounces {
  const { bounced, arrivedAt, version } = known;
  if (arrivedAt !== undefined && at <= arrivedAt) return known;

  return {
    bounced: Object.fromEntries(Object.entries(bounced).filter(([, bouncedAt]) => bouncedAt > at)),
    arrivedAt: at,
    version: version + 1,
  };
}

/** So many mails in a row bounced softly. */
export const inARow = ({ bounced }: SoftBounces): number => Object.keys(bounced).length;
