import { expect, it } from 'vitest';
import { against, judged } from './figure.ts';
import { table } from './print.ts';
import { median, percentile } from './statistics.ts';

const accept = (value: number) => judged(against({ group: 'Calls', name: 'accept', value, unit: 'calls' }, 'accept'));

it('judges a figure as it is printed', () => {
  expect([accept(2).met, accept(2.004).met, accept(2.01).met]).toEqual([true, true, false]);
});

it('judges nothing without a target', () => {
  expect(judged({ group: 'Calls', name: 'other', value: 5, unit: '' }).met).toBeUndefined();
});

it('says which targets are not met, under the heading of their group', () => {
  expect(table([accept(2), accept(3)]).split('\n')).toEqual([
    '',
    'Calls',
    '  accept  2 calls  ≤ 2  met',
    '  accept  3 calls  ≤ 2  NOT MET',
  ]);
});

it('takes percentiles that occurred', () => {
  const values = [5, 1, 4, 2, 3, 6, 7, 8, 10, 9];
  expect([median(values), percentile(values, 0.95), percentile(values, 0)]).toEqual([5, 10, 1]);
});
