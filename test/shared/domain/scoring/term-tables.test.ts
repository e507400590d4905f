import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasBit, setBit, wordsFor } from '#domain/scoring/bits.ts';
import { roomForHeld, termTables } from '#domain/scoring/term-tables.ts';

const leafCount = fc.integer({ min: 1, max: 80 });

describe('termTables', () => {
  it('says of every condition what asking its terms one by one says, however many there are', () => {
    const given = leafCount.chain((count) => {
      const leaf = fc.nat(count - 1);
      const term = fc.array(fc.tuple(leaf, fc.boolean()), { maxLength: 3 }).map((leaves) => new Map(leaves));
      const conditions = fc.array(fc.option(fc.array(term, { maxLength: 4 }), { nil: undefined }), { maxLength: 70 });

      return fc.record({ count: fc.constant(count), conditions, leads: fc.array(fc.array(leaf), { minLength: 1 }) });
    });
    fc.assert(
      fc.property(given, ({ count, conditions, leads }) => {
        const run = termTables(conditions, count);
        const held = roomForHeld(conditions);
        for (const leaves of leads) {
          const bits = new Int32Array(wordsFor(count));
          for (const leaf of leaves) setBit(bits, leaf);
          run(bits, held);

          const plainly = conditions.map((terms = []) =>
            terms.some((term) => [...term].every(([leaf, holds]) => leaves.includes(leaf) === holds)),
          );
          expect(conditions.map((_, n) => hasBit(held, n))).toEqual(plainly);
        }
      }),
      { numRuns: 500 },
    );
  });
});
