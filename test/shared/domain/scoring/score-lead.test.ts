import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Scoring } from '#contracts/playbook.ts';
import { DAY, HOUR, after as later } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Profile } from '#domain/lead/profile.ts';
import { scoreLead } from '#domain/scoring/score-lead.ts';
import {
  activities,
  aFitRule,
  anActivity,
  anEngagementRule,
  aProfile,
  aScoring,
  now,
  profiles,
  scorings,
} from '#test/support/a-scoring.ts';

const score = (facts: {
  profile?: Profile;
  activities?: readonly Activity[];
  scoring: Partial<Scoring>;
  at?: string;
}) =>
  scoreLead({
    profile: facts.profile ?? {},
    activities: facts.activities ?? [],
    playbook: { scoring: aScoring(facts.scoring), version: '0123456789ab' },
    now: facts.at ?? now,
  });
const engagementOf = (list: readonly Activity[], rule = anEngagementRule(), at = now) =>
  score({ activities: list, scoring: { engagement: [rule] }, at });

describe('for every playbook and lead', () => {
  const facts = fc.record({ profile: profiles, activities, scoring: scorings });

  test('the reasons sum to the score, to the last digit, on each axis and in total', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { fit, engagement, total, reasons } = score(given);
        const tenths = (axis?: string) =>
          reasons
            .filter((r) => axis === undefined || r.axis === axis)
            .reduce((sum, r) => sum + Math.round(r.points * 10), 0);

        expect([fit, engagement, total]).toEqual([tenths('fit') / 10, tenths('engagement') / 10, tenths() / 10]);
        for (const { points } of reasons) expect(String(points)).toMatch(/^-?\d+(\.\d)?$/);
      }),
    );
  });

  test('the order of activities and repeats do not matter', () => {
    const shuffled = facts.chain((given) =>
      fc.record({
        given: fc.constant(given),
        again: fc.shuffledSubarray([...given.activities, ...given.activities], {
          minLength: given.activities.length * 2,
        }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ given, again }) => {
        expect(score({ ...given, activities: again })).toEqual(score(given));
      }),
    );
  });

  test('time alone brings every rule nearer to nothing, never further', () => {
    fc.assert(
      fc.property(facts, fc.nat(100 * DAY), fc.nat(100 * DAY), (given, soon, more) => {
        const before = new Map(
          score({ ...given, at: later(now, 3 * DAY + soon) }).reasons.map((r) => [r.rule, r.points]),
        );
        for (const { rule, points } of score({ ...given, at: later(now, 3 * DAY + soon + more) }).reasons) {
          expect(Math.abs(points)).toBeLessThanOrEqual(Math.abs(before.get(rule) ?? 0));
        }
      }),
    );
  });

  test('no rule gives more than its cap', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const caps = new Map(given.scoring.engagement.map(({ id, cap }) => [id, cap ?? Number.POSITIVE_INFINITY]));
        for (const { rule, axis, points } of score(given).reasons) {
          if (axis === 'engagement') expect(Math.abs(points)).toBeLessThanOrEqual(caps.get(rule) ?? 0);
        }
        const perDay = new Map(
          given.scoring.engagement.map(({ id, capPerDay, times }) => [id, times ? undefined : capPerDay]),
        );
        for (const reason of score(given).reasons) {
          if (reason.axis === 'fit') continue;
          const days = new Set(given.activities.map(({ at }) => at.slice(0, 10))).size;
          expect(Math.abs(reason.undecayed)).toBeLessThanOrEqual((perDay.get(reason.rule) ?? Infinity) * days);
        }
      }),
    );
  });
});

test('points are halved after the half-life, and again', () => {
  expect(engagementOf([anActivity('page-visited', 7 * DAY)]).engagement).toBe(5);
  expect(engagementOf([anActivity('page-visited', 14 * DAY)]).engagement).toBe(2.5);
  expect(engagementOf([anActivity('page-visited', 21 * DAY)]).engagement).toBe(1.3);
});

test('a loss fades like a gain', () => {
  const loss = engagementOf([anActivity('page-visited', 21 * DAY)], anEngagementRule({ points: -10 }));

  expect(loss.engagement).toBe(-1.3);
});

test('a reason names rule, points now and then, how often, and the latest fact', () => {
  const list = [anActivity('page-visited', 14 * DAY), anActivity('page-visited', 7 * DAY), anActivity('mail-clicked')];

  expect(engagementOf(list).reasons).toEqual([
    {
      axis: 'engagement',
      rule: 'rule',
      points: 7.5,
      undecayed: 20,
      count: 2,
      latest: { activity: `page-visited-${7 * DAY}`, at: later(now, -7 * DAY) },
    },
  ]);
});

test('an activity from a clock that is ahead counts as of now', () => {
  expect(engagementOf([anActivity('page-visited', -5 * HOUR)]).engagement).toBe(10);
});

test('of two activities with one id the earlier counts', () => {
  const list = [anActivity('page-visited', 0, { id: 'x' }), anActivity('page-visited', 7 * DAY, { id: 'x' })];

  expect(engagementOf(list).engagement).toBe(5);
});

test('a cap limits the sum after decay, of losses too', () => {
  const list = [1, 2, 3].map((n) => anActivity('page-visited', 0, { id: `${n}` }));

  expect(engagementOf(list, anEngagementRule({ cap: 15 })).engagement).toBe(15);
  expect(engagementOf(list, anEngagementRule({ points: -10, cap: 15 })).engagement).toBe(-15);
});

test('a rule with a topic counts that topic only', () => {
  const rule = anEngagementRule({ topic: 'careers' });

  expect(engagementOf([anActivity('page-visited')], rule).engagement).toBe(0);
  expect(engagementOf([anActivity('page-visited', 0, { topic: 'careers' })], rule).engagement).toBe(10);
});

test('what has faded to nothing is no reason any more', () => {
  expect(engagementOf([anActivity('page-visited', 365 * DAY)]).reasons).toEqual([]);
});

test('a score names the playbook and the moment it was made', () => {
  const { playbook, at, fit } = score({
    profile: aProfile({ country: 'DE' }),
    scoring: { fit: [aFitRule({ field: 'country', equals: 'DE' })] },
  });

  expect({ playbook, at, fit }).toEqual({ playbook: '0123456789ab', at: now, fit: 10 });
});

test('a day gives no more than its cap, before it fades; the next day begins anew', () => {
  const rule = anEngagementRule({ points: 10, capPerDay: 15 });
  const today = [1, 2, 3].map((n) => anActivity('page-visited', n * HOUR, { id: `today-${n}` }));

  expect(engagementOf([...today, anActivity('page-visited', 0)], { ...rule, halfLife: 36500 * DAY }).engagement).toBe(
    15,
  );
  expect(engagementOf([...today, anActivity('page-visited', DAY)], { ...rule, halfLife: 36500 * DAY }).engagement).toBe(
    25,
  );
  expect(engagementOf([anActivity('page-visited', 7 * DAY)], rule).engagement).toBe(5);
});

test('a frequency gives its points once, for the latest, as long as there are enough within its time', () => {
  const rule = anEngagementRule({ points: 10, times: { atLeast: 3, within: 7 * DAY } });
  const did = [0, 2, 7].map((days) => anActivity('page-visited', days * DAY));

  expect(engagementOf(did, rule).reasons).toMatchObject([{ points: 10, undecayed: 10, count: 3 }]);
  expect(engagementOf(did, rule, later(now, 1)).engagement).toBe(0);
  expect(engagementOf(did.slice(1), rule).engagement).toBe(0);
});

test('a rule with pages counts those pages only', () => {
  const rule = anEngagementRule({ page: '/Referen*' });

  expect(engagementOf([anActivity('page-visited', 0, { page: '/preise' })], rule).engagement).toBe(0);
  expect(engagementOf([anActivity('page-visited', 0, { page: '/referenzen/hamburg' })], rule).engagement).toBe(10);
  expect(engagementOf([anActivity('page-visited')], rule).engagement).toBe(0);
});

test.each([
  [70, 'A'],
  [69, 'B'],
  [40, 'B'],
  [15, 'C'],
  [14, 'D'],
  [-5, 'D'],
])('%d points of fit are grade %s', (points, grade) => {
  const fit = [aFitRule({ field: 'country', equals: 'DE' }, points)];

  expect(score({ profile: aProfile({ country: 'DE' }), scoring: { fit } }).grade).toBe(grade);
});

test.each([
  [50, 1],
  [49, 2],
  [20, 2],
  [5, 3],
  [4, 4],
])('%d points of engagement are level %d', (points, level) => {
  expect(engagementOf([anActivity('page-visited')], anEngagementRule({ points })).level).toBe(level);
});

test('a path names grades and levels as the least that will do', () => {
  const path = (fit: number, engagement: number) =>
    score({
      profile: aProfile({ country: 'DE' }),
      activities: [anActivity('page-visited')],
      scoring: {
        fit: [aFitRule({ field: 'country', equals: 'DE' }, fit)],
        engagement: [anEngagementRule({ points: engagement })],
        mql: [{ id: 'both', label: { de: 'x', en: 'x' }, grade: 'B', level: 2 }],
      },
    }).path;

  expect([path(40, 20), path(90, 90), path(39, 90), path(90, 19)]).toEqual(['both', 'both', undefined, undefined]);
});

test('no path is open to a disqualified lead', () => {
  const scoring = {
    disqualifiers: [{ id: 'out', label: { de: 'x', en: 'x' }, when: { field: 'country', equals: 'XX' } }],
    mql: [{ id: 'all', label: { de: 'x', en: 'x' }, fit: -1000 }],
  };

  expect(score({ scoring }).path).toBe('all');
  expect(score({ profile: aProfile({ country: 'XX' }), scoring })).toMatchObject({ disqualifiedBy: 'out' });
  expect(score({ profile: aProfile({ country: 'XX' }), scoring }).path).toBeUndefined();
});
