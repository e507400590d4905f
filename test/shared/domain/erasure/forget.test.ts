import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { append, emptyLedger, type ForgottenParts, type LedgerHead } from '#domain/consent/ledger.ts';
import { forget } from '#domain/erasure/forget.ts';
import { aViewer, NOW } from '#test/support/a-lead.ts';
import { firstBrokenEntry } from '#test/support/first-broken-entry.ts';

/** A ledger of so many entries, and where it stood after each. */
function aLedger(length: number) {
  const { entries } = append(
    emptyLedger,
    Array.from({ length }, (_, n) => ({
      kind: 'confirmed',
      channel: 'email',
      purpose: `p${n}`,
      requestId: 'r',
      viewer: aViewer,
      method: 'button',
    })),
    NOW,
    sha256,
  );
  const heads: LedgerHead[] = [emptyLedger, ...entries.map(({ n, hash }) => ({ entries: n, hash }))];

  return { entries, at: (n: number): LedgerHead => heads[n] ?? emptyLedger, head: heads.at(-1) };
}
const ledger = aLedger(12);
const part = (from: number, to: number) => ({ after: ledger.at(from), until: ledger.at(to) });
const kept = (...gone: [number, number][]) =>
  ledger.entries.filter(({ n }) => !gone.some(([from, to]) => n > from && n <= to));
const cuts = fc
  .array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 6 })
  .map((pairs) => pairs.map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a])));
const forgotten = (gone: readonly [number, number][]) =>
  gone.reduce<ForgottenParts>((before, [from, to]) => forget(before, part(from, to)), {});

it('a ledger verifies whatever parts of it are forgotten, in any order, deleted or not yet', () => {
  fc.assert(
    fc.property(cuts, fc.boolean(), (gone, isDeleted) => {
      const entries = isDeleted ? kept(...gone) : ledger.entries;

      expect(firstBrokenEntry(entries, sha256, { ...forgotten(gone), head: ledger.head })).toBeUndefined();
    }),
  );
});

it('an entry that is missing though nobody forgot it is still found', () => {
  fc.assert(
    fc.property(cuts, fc.integer({ min: 1, max: 12 }), (gone, missing) => {
      const entries = kept(...gone);
      fc.pre(entries.some(({ n }) => n === missing));
      const cut = entries.filter(({ n }) => n !== missing);

      expect(firstBrokenEntry(cut, sha256, { ...forgotten(gone), head: ledger.head })).toBe(missing);
    }),
  );
});

it('the part at the beginning moves where the ledger begins; another leaves a gap; parts that touch become one', () => {
  expect(forgotten([[0, 3]])).toEqual({ base: ledger.at(3) });
  expect(forgotten([[4, 6]])).toEqual({ gaps: [part(4, 6)] });
  expect(
    forgotten([
      [4, 6],
      [6, 8],
    ]),
  ).toEqual({ gaps: [part(4, 8)] });
  expect(
    forgotten([
      [4, 6],
      [0, 4],
    ]),
  ).toEqual({ base: ledger.at(6) });
});

it('forgetting a part twice comes to the same', () => {
  const once = forgotten([
    [0, 3],
    [5, 7],
  ]);

  expect(forget(once, part(5, 7))).toEqual(once);
  expect(forget(once, part(0, 3))).toBe(once);
});
