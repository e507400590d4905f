import { expect, test } from 'vitest';
import { DAY } from '#domain/instant.ts';
import { mqlPath } from '#domain/scoring/mql-path.ts';
import { anActivity, now } from '#test/support/a-scoring.ts';

const label = { de: 'Weg', en: 'Path' };
const mql = [
  { id: 'demo', label, activity: 'demo-requested' as const, within: 30 * DAY, fit: 20 },
  { id: 'fit', label, fit: 70 },
  { id: 'both', label, fit: 40, engagement: 20 },
];
const path = (fit: number, engagement = 0, activities = [anActivity('page-visited')]) =>
  mqlPath({ fit, engagement, at: now }, activities, { mql });

test('a threshold that is just reached is reached', () => {
  expect(path(70)).toBe('fit');
  expect(path(69.9)).toBeUndefined();
});

test('every part of a path must hold', () => {
  expect(path(40, 20)).toBe('both');
  expect(path(40, 19.9)).toBeUndefined();
  expect(path(39.9, 100)).toBeUndefined();
});

test('the first path in the playbook wins', () => {
  expect(path(80, 50, [anActivity('demo-requested')])).toBe('demo');
});

test('an activity opens its path for as long as the path says', () => {
  expect(path(20, 0, [anActivity('demo-requested', 30 * DAY)])).toBe('demo');
  expect(path(20, 0, [anActivity('demo-requested', 30 * DAY + 1)])).toBeUndefined();
  expect(path(19, 0, [anActivity('demo-requested')])).toBeUndefined();
});
