import type { Head } from './items.ts';

export type Timer = { readonly name: string; readonly at: string };

/** What a lead waits for, soonest first. The lead's own due time says which is next; what lies before it is over. */
export function timersOf({ optIn, offer, routing, mailRetry, dueAt }: Head): Timer[] {
  if (dueAt === undefined) return [];
  const open = offer?.status === 'open' ? offer : undefined;
  const known: [string, string | undefined][] = [
    ['opt-in-expiry', optIn.status === 'pending' ? optIn.expiresAt : undefined],
    ['mail-retry', mailRetry?.at],
    ['offer-reminder', open?.remindedAt === undefined ? open?.remindAt : undefined],
    ['offer-lapse', open?.acceptBy],
    ['routing-retry', routing?.retryAt],
  ];

  return known
    .flatMap(([name, at]) => (at === undefined || at < dueAt ? [] : [{ name, at }]))
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
}
