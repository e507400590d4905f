import {
  type ConsentEntry,
  emptyLedger,
  entryHash,
  type ForgottenParts,
  type LedgerHead,
  type Sha256,
} from './ledger.ts';

/** An entry as it lies in a store: at which place, and what it says. Nothing where what lies there is no entry (any more). */
export interface StoredEntry {
  readonly place: number;
  readonly entry?: ConsentEntry | undefined;
}

/** What is wrong with an entry. */
export const ledgerFaults = [
  'missing',
  'unreadable',
  'misplaced',
  'changed',
  'unchained',
  'added',
  'rewritten',
] as const;

/** The first entry with which a ledger is not what was written, by its number. */
export interface LedgerFault {
  readonly n: number;
  readonly what: (typeof ledgerFaults)[number];
}

/** What is known of a ledger besides its entries: what of it was forgotten in time, and where it has to end. */
export interface KnownOfLedger extends ForgottenParts {
  readonly head?: LedgerHead | undefined;
}

/**
 * The first fault of a ledger, its entries in the order of their places; undefined when it is whole. Parts that were forgotten in time (`base`, `gaps`) are
 * passed over, also what is left of them while they are being deleted. `head` is where it has to end when that is known: without it, entries cut off at the
 * end do not show.
 */
export function ledgerFault(
  stored: readonly StoredEntry[],
  sha256: Sha256,
  { base = emptyLedger, gaps = [], head }: KnownOfLedger = {},
): LedgerFault | undefined {
  const beyond = (at: LedgerHead): LedgerHead => {
    const gap = gaps.find(({ after }) => after.entries === at.entries && after.hash === at.hash);
    return gap === undefined ? at : beyond(gap.until);
  };
  const isForgotten = ({ place }: StoredEntry) =>
    (place > 0 && place <= base.entries) ||
    gaps.some(({ after, until }) => place > after.entries && place <= until.entries);
  let last = beyond(base);
  /** Whether the chain passed the place where it should end, as it should. */
  let passedHead = last.hash === head?.hash;
  for (const one of stored) {
    if (isForgotten(one)) continue;
    const what = faultOf(one, last, sha256);
    if (what !== undefined) return { n: last.entries + 1, what };
    last = beyond({ entries: one.place, hash: one.entry?.hash ?? '' });
    passedHead ||= last.hash === head?.hash;
  }
  if (head === undefined || last.hash === head.hash) return undefined;
  if (last.entries < head.entries) return { n: last.entries + 1, what: 'missing' };

  return passedHead ? { n: head.entries + 1, what: 'added' } : { n: head.entries, what: 'rewritten' };
}

function faultOf({ place, entry }: StoredEntry, last: LedgerHead, sha256: Sha256): LedgerFault['what'] | undefined {
  const n = last.entries + 1;
  if (place > n) return 'missing';
  if (place < n) return 'misplaced';
  if (entry === undefined) return 'unreadable';
  if (entry.n !== place) return 'misplaced';
  if (entry.hash !== entryHash(entry, sha256)) return 'changed';

  return entry.previous === last.hash ? undefined : 'unchained';
}
