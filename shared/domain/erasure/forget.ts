import { emptyLedger, type ForgottenParts, type LedgerGap, type LedgerHead } from '../consent/ledger.ts';

/**
 * What is forgotten of a ledger when one more part of it is: the part at its beginning moves where it begins, any other leaves a gap, so that what lies before and
 * behind still verifies. Parts that touch become one. Forgetting a part twice comes to the same.
 */
export function forget(forgotten: ForgottenParts, part: LedgerGap): ForgottenParts {
  const base = forgotten.base ?? emptyLedger;
  if (part.until.entries <= Math.max(base.entries, part.after.entries)) return forgotten;
  const gaps = joined([...(forgotten.gaps ?? []), part]);
  const [first, ...rest] = gaps;
  const begins = first !== undefined && first.after.entries <= base.entries;

  return told(begins ? first.until : base, begins ? rest : gaps);
}

/** The parts in their order, those that touch or overlap as one. */
function joined(parts: readonly LedgerGap[]): LedgerGap[] {
  const gaps: LedgerGap[] = [];
  for (const part of [...parts].sort((one, other) => one.after.entries - other.after.entries)) {
    const last = gaps.at(-1);
    if (last === undefined || part.after.entries > last.until.entries) gaps.push(part);
    else gaps.splice(-1, 1, { after: last.after, until: later(last.until, part.until) });
  }

  return gaps;
}

const later = (one: LedgerHead, other: LedgerHead): LedgerHead => (one.entries >= other.entries ? one : other);

const told = (base: LedgerHead, gaps: readonly LedgerGap[]): ForgottenParts => ({
  ...(base.entries > 0 && { base }),
  ...(gaps.length > 0 && { gaps }),
});
