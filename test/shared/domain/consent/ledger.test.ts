import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { channels } from '#contracts/playbook.ts';
import {
  append,
  type ConsentEntry,
  type Declaration,
  emptyLedger,
  entryHash,
  firstBrokenEntry,
} from '#domain/consent/ledger.ts';
import { aViewer, NOW } from '#test/support/a-lead.ts';

const declaration: fc.Arbitrary<Declaration> = fc.record({
  kind: fc.constantFrom('requested' as const, 'confirmed' as const, 'withdrawn' as const),
  channel: fc.constantFrom(...channels),
  purpose: fc.string(),
  requestId: fc.string(),
  viewer: fc.record({ ip: fc.ipV4(), userAgent: fc.string({ unit: 'binary' }) }),
});
const ledger = fc.array(fc.array(declaration, { maxLength: 3 }), { maxLength: 5 }).map((batches) => {
  const entries: ConsentEntry[] = [];
  let head = emptyLedger;
  for (const batch of batches) {
    const appended = append(head, batch, NOW, sha256);
    entries.push(...appended.entries);
    head = appended.ledger;
  }
  return entries;
});
const filled = ledger.filter(({ length }) => length > 0);
const anEntryOf = (entries: readonly ConsentEntry[]) => fc.nat(entries.length - 1);

it('is whole as long as nobody touches it, numbered from 1', () => {
  fc.assert(
    fc.property(ledger, (entries) => {
      expect(firstBrokenEntry(entries, sha256)).toBeUndefined();
      expect(entries.map(({ n }) => n)).toEqual(entries.map((_, index) => index + 1));
    }),
  );
});

const tamperings: Record<string, (entry: ConsentEntry) => ConsentEntry> = {
  'another kind': (entry) => ({ ...entry, kind: entry.kind === 'confirmed' ? 'withdrawn' : 'confirmed' }),
  'another purpose': (entry) => ({ ...entry, purpose: `${entry.purpose}!` }),
  'another viewer': (entry) => ({ ...entry, viewer: { ...entry.viewer, ip: '198.51.100.1 ' } }),
  'another time': (entry) => ({ ...entry, at: '2020-01-01T00:00:00.000Z' }),
  'another request': (entry) => ({ ...entry, requestId: `${entry.requestId}x` }),
  'a wording that was never shown': (entry) => ({
    ...entry,
    wording: { text: 'anything', sha256: 'x', formId: 'f', locale: 'en' },
  }),
  'another hash': (entry) => ({ ...entry, hash: sha256(entry.hash) }),
  'another past': (entry) => ({ ...entry, previous: `${entry.previous}0` }),
};

it.each(Object.entries(tamperings))('names the entry that was given %s', (_name, tamper) => {
  fc.assert(
    fc.property(
      filled.chain((entries) => fc.tuple(fc.constant(entries), anEntryOf(entries))),
      ([entries, index]) => {
        const touched = entries.map((entry, n) => (n === index ? tamper(entry) : entry));
        expect(firstBrokenEntry(touched, sha256)).toBe(index + 1);
      },
    ),
  );
});

it('names the entry after the change when somebody computed the hash anew', () => {
  fc.assert(
    fc.property(
      filled.filter(({ length }) => length > 1),
      (entries) => {
        const [first, ...rest] = entries;
        if (first === undefined) return;
        const forged = { ...first, purpose: `${first.purpose}!` };
        expect(firstBrokenEntry([{ ...forged, hash: entryHash(forged, sha256) }, ...rest], sha256)).toBe(2);
      },
    ),
  );
});

it('names the place where entries were removed or swapped', () => {
  const entries = append(
    emptyLedger,
    ['requested', 'confirmed', 'withdrawn'].map((kind) => ({
      kind: kind as Declaration['kind'],
      channel: 'email',
      purpose: 'news',
      requestId: 'r',
      viewer: aViewer,
    })),
    NOW,
    sha256,
  ).entries;
  const [one, two, three] = entries as [ConsentEntry, ConsentEntry, ConsentEntry];

  expect(firstBrokenEntry([two, three], sha256)).toBe(1);
  expect(firstBrokenEntry([one, three], sha256)).toBe(2);
  expect(firstBrokenEntry([one, three, two], sha256)).toBe(2);
  expect(firstBrokenEntry([one, one, two], sha256)).toBe(2);
});

it('hashes an entry the same however its fields are ordered', () => {
  fc.assert(
    fc.property(filled, ([entry]) => {
      if (entry === undefined) return;
      const { viewer, ...rest } = entry;
      const { userAgent, ip } = viewer;
      expect(entryHash({ viewer: { userAgent, ip }, ...rest }, sha256)).toBe(entry.hash);
    }),
  );
});
