import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Salesperson, Team } from '#contracts/playbook.ts';
import { chooseSalesperson } from '#domain/routing/choose.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';

const { team } = aPlaybook();
const allDay: Salesperson['week'] = Array.from({ length: 7 }, () => [[0, 1440]]);
const person = (id: string, week = allDay): Salesperson => ({
  id,
  name: id,
  email: `${id}@example.com`,
  locale: 'en',
  timeZone: 'UTC',
  week,
});
const crew = (...ids: string[]): Team => ({ ...team, people: ids.map((id) => person(id)) });
const monday = '2026-11-23T10:00:00.000Z';

it('goes round in the order of the team, and starts over', () => {
  const asked = ['a', 'b', 'c', 'a'];
  let last: string | undefined;
  const turns = asked.map(() => {
    last = chooseSalesperson(crew('a', 'b', 'c'), undefined, last, monday)?.id;
    return last;
  });

  expect(turns).toEqual(asked);
});

it('gives everybody the same number of leads, give or take one, while all are at work', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 40 }), (people, leads) => {
      const ids = Array.from({ length: people }, (_, n) => `p${n}`);
      const counts = new Map(ids.map((id) => [id, 0]));
      let last: string | undefined;
      for (let n = 0; n < leads; n++) {
        last = chooseSalesperson(crew(...ids), undefined, last, monday)?.id;
        counts.set(last ?? '', (counts.get(last ?? '') ?? 0) + 1);
      }
      expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
      expect(counts.size).toBe(people);
    }),
  );
});

it('asks nobody again who turned the lead down or let it lapse', () => {
  const routing = { declined: ['a'], lapsed: ['b'] };

  expect(chooseSalesperson(crew('a', 'b', 'c'), routing, 'c', monday)?.id).toBe('c');
  expect(chooseSalesperson(crew('a', 'b'), routing, undefined, monday)).toBeUndefined();
});

it('prefers who can look at it first to whose turn it is', () => {
  const tuesdays: Salesperson['week'] = allDay.map((shifts, day) => (day === 1 ? shifts : []));
  const mixed = { ...team, people: [person('tuesdays-only', tuesdays), person('always')] };

  expect(chooseSalesperson(mixed, undefined, 'always', monday)?.id).toBe('always');
  expect(chooseSalesperson(mixed, undefined, 'always', '2026-11-24T10:00:00.000Z')?.id).toBe('tuesdays-only');
});

it('starts at the beginning when who had the last turn has left the team', () => {
  expect(chooseSalesperson(crew('a', 'b'), undefined, 'gone', monday)?.id).toBe('a');
});

it.each([
  // Monday morning in November: Anna is at work, Mehmet too (two hours ahead), Grace is not on Mondays.
  ['2026-11-23T09:00:00.000Z', undefined, 'sales-1'],
  ['2026-11-23T09:00:00.000Z', 'sales-1', 'sales-2'],
  ['2026-11-23T09:00:00.000Z', 'sales-2', 'sales-1'],
  // Monday night: Mehmet starts an hour and a half before Anna, and yet they take turns; Grace comes within the same morning on Tuesday.
  ['2026-11-23T22:00:00.000Z', 'sales-2', 'sales-3'],
  ['2026-11-23T22:00:00.000Z', 'sales-3', 'sales-1'],
  ['2026-11-23T22:00:00.000Z', 'sales-1', 'sales-2'],
  // Friday evening: only Grace works on Saturday.
  ['2026-11-27T20:00:00.000Z', undefined, 'sales-3'],
])('on %s after %s it is the turn of %s', (now, last, expected) => {
  expect(chooseSalesperson(team, undefined, last, now)?.id).toBe(expected);
});
