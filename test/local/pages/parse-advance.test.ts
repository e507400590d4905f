import { expect, test } from 'vitest';
import { parseAdvance } from '#local/pages/clock/parse-advance.ts';

const now = new Date('2026-01-31T12:00:00.000Z');
const HOUR = 3_600_000;

test.each([
  ['PT1H', HOUR],
  ['P1D', 24 * HOUR],
  ['P8D', 192 * HOUR],
  ['P2W', 336 * HOUR],
  ['P1DT12H30M', 36.5 * HOUR],
  ['PT0.5S', 500],
  // February has 28 days that year.
  ['P1M', 28 * 24 * HOUR],
  ['P10Y', Date.parse('2036-01-31T12:00:00.000Z') - now.getTime()],
])('%s moves the clock by %i ms', (advance, milliseconds) => {
  expect(parseAdvance({ advance }, now)).toBe(milliseconds);
});

test.each([
  ['nothing', undefined],
  ['a number', { advance: 3 }],
  ['an array', ['P1D']],
  ['an empty text', { advance: '' }],
  ['words', { advance: 'three days' }],
  ['a bare P', { advance: 'P' }],
  ['zero', { advance: 'PT0S' }],
  ['a negative duration', { advance: '-P1D' }],
  ['a negative part', { advance: 'P1DT-1H' }],
  ['more than ten years', { advance: 'P10Y1D' }],
  ['far more than there is', { advance: 'P999999999Y' }],
  ['less than a millisecond', { advance: 'PT0.0001S' }],
])('%s is refused', (_, body) => {
  expect(() => parseAdvance(body, now)).toThrow(expect.objectContaining({ name: 'PageProblem', status: 400 }));
});
