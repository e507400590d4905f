import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { packReasons, unpackReasons } from '#adapters/dynamodb/packed-reasons.ts';
import type { Reason } from '#domain/scoring/score.ts';

const rule = fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/);
const points = fc.integer({ min: -5_000, max: 5_000 }).map((tenths) => tenths / 10);
const at = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
  .map((date) => date.toISOString());
const reason: fc.Arbitrary<Reason> = fc.oneof(
  fc.record({ axis: fc.constant('fit' as const), rule, points }),
  fc.record({
    axis: fc.constant('engagement' as const),
    rule,
    points,
    undecayed: points,
    count: fc.nat(1_000),
    latest: fc.record({ activity: fc.stringMatching(/^[\w-]{8,64}$/), at }),
  }),
);

it('gives back what was packed, whatever the reasons', () => {
  fc.assert(
    fc.property(fc.array(reason, { maxLength: 30 }), (reasons) => {
      expect(unpackReasons(packReasons(reasons))).toEqual(reasons);
    }),
  );
});

it('takes less than 100 bytes for an engagement and 40 for a fit', () => {
  const engagement: Reason = {
    axis: 'engagement',
    rule: 'visits-product-pages',
    points: 3.1,
    undecayed: 12,
    count: 4,
    latest: { activity: '01M83EF05TNVQB5X9QN4QHS7QB', at: '2026-11-23T08:30:00.000Z' },
  };
  expect(packReasons([engagement]).length).toBeLessThan(100);
  expect(packReasons([{ axis: 'fit', rule: 'large-company', points: 25 }]).length).toBeLessThan(40);
});

it.each(['', '{}', '[1]', '[["rule"]]', '[["rule","ten"]]', '[["rule",1,2]]'])('refuses %s', (packed) => {
  expect(() => unpackReasons(packed)).toThrow();
});
