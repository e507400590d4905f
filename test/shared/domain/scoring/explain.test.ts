import { expect, test } from 'vitest';
import { explain } from '#domain/scoring/explain.ts';
import type { Reason } from '#domain/scoring/score.ts';
import { aFitRule, anEngagementRule, now } from '#test/support/a-scoring.ts';

const scoring = {
  fit: [aFitRule({ field: 'x', exists: true }, 30, 'leads')],
  engagement: [anEngagementRule({ id: 'looked' })],
};
const reasons: Reason[] = [
  { axis: 'engagement', rule: 'looked', points: 7.5, undecayed: 20, count: 2, latest: { activity: 'a', at: now } },
  { axis: 'fit', rule: 'leads', points: 30 },
  { axis: 'fit', rule: 'gone', points: -10 },
];

test('the weightiest reason comes first, in the reader’s words and numbers', () => {
  expect(explain(reasons, scoring, 'en')).toEqual(['+30 Rule', '-10 gone', '+7.5 Rule (2 times)']);
  expect(explain(reasons, scoring, 'de')).toEqual(['+30 Regel', '-10 gone', '+7,5 Regel (2-mal)']);
});
