import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { withdrawalMethods } from '#contracts/event-values.ts';
import { type Channel, channels, locales } from '#contracts/playbook.ts';
import { append, type ConsentEntry, type Declaration, emptyLedger, entryHash } from '#domain/consent/ledger.ts';
import { aViewer, NOW } from '#test/support/a-lead.ts';
import { firstBrokenEntry } from '#test/support/first-broken-entry.ts';

const text = fc.string({ unit: 'binary' });
const what = { channel: fc.constantFrom(...channels), purpose: fc.string(), requestId: fc.string() };
const viewer = fc.record({ ip: fc.ipV4(), userAgent: text });
const wording = fc.record({
  text,
  sha256: fc.string(),
  formId: fc.string(),
  locale: fc.constantFrom(...locales),
  privacyNotice: fc.string(),
});
const mail = fc.record({
  template: fc.constantFrom('opt-in' as const, 'opt-in-reminder' as const),
  locale: fc.constantFrom(...locales),
  playbook: fc.string(),
  sha256: fc.string(),
  messageId: fc.string(),
  keyId: fc.string(),
});
const declaration: fc.Arbitrary<Declaration> = fc.oneof(
  fc.record({ kind: fc.constant('requested' as const), ...what, viewer, wording }),
  fc.record({ kind: fc.constant('mailed' as const), requestId: fc.string(), mail }),
  fc.record({
    kind: fc.constant('delivered' as const),
    requestId: fc.string(),
    messageId: fc.string(),
    deliveredAt: fc.constant(NOW),
  }),
  fc.record({ kind: fc.constant('confirmed' as const), ...what, viewer, method: fc.constant('button' as const) }),
  fc.record(
    { kind: fc.constant('withdrawn' as const), ...what, viewer, method: fc.constantFrom(...withdrawalMethods) },
    { requiredKeys: ['kind', 'channel', 'purpose', 'requestId', 'method'] },
  ),
);
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
  'another kind': (entry) =>
    ({ ...entry, kind: entry.kind === 'confirmed' ? 'withdrawn' : 'confirmed' }) as ConsentEntry,
  'another purpose': (entry) => ({ ...entry, purpose: 'a purpose that nobody named' }) as ConsentEntry,
  'another viewer': (entry) => ({ ...entry, viewer: { ip: '198.51.100.1 ', userAgent: '' } }) as ConsentEntry,
  'another time': (entry) => ({ ...entry, at: '2020-01-01T00:00:00.000Z' }),
  'another request': (entry) => ({ ...entry, requestId: `${entry.requestId}x` }),
  'a wording that was never shown': (entry) =>
    ({ ...entry, wording: { text: 'anything', sha256: 'x', formId: 'f', locale: 'en' } }) as ConsentEntry,
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
        const forged = { ...first, requestId: `${first.requestId}!` };
        expect(firstBrokenEntry([{ ...forged, hash: entryHash(forged, sha256) }, ...rest], sha256)).toBe(2);
      },
    ),
  );
});

it('names the place where entries were removed or swapped', () => {
  const entries = append(
    emptyLedger,
    ['phone', 'email', 'tracking'].map((channel) => ({
      kind: 'confirmed',
      channel: channel as Channel,
      purpose: 'news',
      requestId: 'r',
      viewer: aViewer,
      method: 'button',
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
      expect(entryHash(backwards(entry), sha256)).toBe(entry.hash);
    }),
  );
});

it('shows that entries were cut off at the end, where its head is known', () => {
  fc.assert(
    fc.property(
      filled.chain((entries) => fc.tuple(fc.constant(entries), anEntryOf(entries))),
      ([entries, kept]) => {
        const head = { entries: entries.length, hash: entries.at(-1)?.hash ?? '' };
        expect(firstBrokenEntry(entries, sha256, { head })).toBeUndefined();
        expect(firstBrokenEntry(entries.slice(0, kept), sha256, { head })).toBe(kept + 1);
      },
    ),
  );
});

it('goes on from where it was forgotten in time', () => {
  fc.assert(
    fc.property(
      filled.chain((entries) => fc.tuple(fc.constant(entries), anEntryOf(entries))),
      ([entries, forgotten]) => {
        const last = entries[forgotten];
        const base = { entries: last?.n ?? 0, hash: last?.hash ?? '' };
        expect(firstBrokenEntry(entries.slice(forgotten + 1), sha256, { base })).toBeUndefined();
        if (entries.length > forgotten + 1) expect(firstBrokenEntry(entries.slice(forgotten + 1), sha256)).toBe(1);
      },
    ),
  );
});

it('any single byte that is changed in what is stored is found', () => {
  fc.assert(
    fc.property(
      filled.chain((entries) =>
        fc.tuple(fc.constant(entries), anEntryOf(entries), fc.nat(), fc.integer({ min: 1, max: 255 })),
      ),
      ([entries, index, place, flip]) => {
        const bytes = Buffer.from(JSON.stringify(entries[index]));
        bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ flip;
        let read: unknown;
        try {
          read = JSON.parse(bytes.toString('utf8'));
        } catch {
          return; // Not even an entry any more.
        }
        if (JSON.stringify(read) === JSON.stringify(entries[index])) return; // White space between, which says nothing.
        const touched = entries.map((entry, n) => (n === index ? read : entry)) as ConsentEntry[];
        expect(firstBrokenEntry(touched, sha256)).toBe(index + 1);
      },
    ),
    { numRuns: 2_000 },
  );
});

/** The same fields in the opposite order, at every level. */
function backwards<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, part !== null && typeof part === 'object' ? backwards(part) : part]),
  ) as T;
}
