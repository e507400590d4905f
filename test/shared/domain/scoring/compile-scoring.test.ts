import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingFacts } from '#contracts/playbook-facts.ts';
import { DAY, after as later } from '#domain/instant.ts';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import { recogniserOf, valueIn } from '#domain/scoring/derived.ts';
import { holds } from '#domain/scoring/holds.ts';
import type { Standing } from '#domain/scoring/normalise.ts';
import { onceEach } from '#domain/scoring/once-each.ts';
import { openPaths, scoreLead } from '#domain/scoring/score-lead.ts';
import {
  activities,
  anActivity,
  anEngagementRule,
  aProfile,
  aScoring,
  now,
  profiles,
  scorings,
} from '#test/support/a-scoring.ts';

const version = '0123456789ab';
const given = fc.record({ scoring: scorings, profile: profiles, activities });

describe('for every playbook and lead', () => {
  it('comes to what the specification says: points, grade, level, disqualifier, path and reasons', () => {
    fc.assert(
      fc.property(given, fc.nat(100 * DAY), ({ scoring, profile, activities }, wait) => {
        const at = later(now, wait);
        const compiled = compileScoring({ scoring, version });
        const lead = compiled.normalise(profile);
        const { nextChangeAt: _, ...score } = compiled.score(lead, activities, at);
        const { reasons: _r, playbook: _p, at: _a, ...points } = score;

        expect(score).toEqual(scoreLead({ profile, activities, playbook: { scoring, version }, now: at }));
        expect(compiled.explained(lead, activities, at)).toEqual(score);
        expect(compiled.points(lead, activities, at)).toEqual(points);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds the segments that the specification finds', () => {
    const standings: fc.Arbitrary<Standing> = fc.record({
      stage: fc.constantFrom('raw', 'mql'),
      optIn: fc.constantFrom('pending', 'confirmed'),
      capturedAt: fc.constantFrom(now, later(now, -9 * DAY)),
      fit: fc.integer({ min: -9, max: 99 }),
      engagement: fc.integer({ min: -9, max: 99 }),
      grade: fc.constantFrom('A', 'B', 'C', 'D'),
      level: fc.constantFrom(1, 2, 3, 4),
    });
    const about = fc.constantFrom<Parameters<typeof holds>[0][]>(
      { field: 'stage', equals: 'raw' },
      { field: 'grade', in: ['A', 'B'] },
      { field: 'level', in: [1, 2] },
      { field: 'capturedAt', since: 7 * DAY },
      { field: 'engagement', range: { min: 20 } },
    );
    fc.assert(
      fc.property(given, standings, about, ({ scoring, profile, activities }, standing, more) => {
        const segments = [
          ...scoring.segments.map((one) => ({ ...one, when: { all: [one.when, more] } })),
          ...scoring.segments.map((one) => ({ ...one, id: `${one.id}-or`, when: { any: [one.when, more] } })),
        ];
        const own = valueIn(profile, recogniserOf(scoring.titles));
        const value = (field: string) =>
          standing[standingFacts.find((name) => name === field) ?? 'stage'] ?? own(field);
        const facts = {
          value: (field: string) => (standingFacts.some((name) => name === field) ? value(field) : own(field)),
          activities: onceEach(activities),
          now,
        };

        expect(
          compileScoring({ scoring: { ...scoring, segments }, version }).segments(profile, standing, activities, now),
        ).toEqual(segments.filter(({ when }) => holds(when, facts)).map(({ id }) => id));
      }),
    );
  });

  it('knows when it changes next: not a moment before, and then it does', () => {
    fc.assert(
      fc.property(given, fc.double({ min: 0, max: 1, noNaN: true }), ({ scoring, profile, activities }, part) => {
        const stateAt = (at: string) => {
          const { grade, level, fit, engagement, disqualifiedBy } = scoreLead({
            profile,
            activities,
            playbook: { scoring, version },
            now: at,
          });
          const facts = {
            value: valueIn(profile, recogniserOf(scoring.titles)),
            activities: onceEach(activities),
            now: at,
          };
          const open = openPaths(scoring, { grade, level, fit, engagement }, facts);

          return JSON.stringify([grade, level, disqualifiedBy, disqualifiedBy === undefined ? open : []]);
        };
        const compiled = compileScoring({ scoring, version });
        const next = compiled.score(compiled.normalise(profile), activities, now).nextChangeAt;
        const end = next === undefined ? 3000 * DAY : Date.parse(next) - Date.parse(now) - 1;

        expect(stateAt(later(now, Math.floor(part * end)))).toBe(stateAt(now));
        expect(stateAt(later(now, end))).toBe(stateAt(now));
        if (next !== undefined) expect(stateAt(next)).not.toBe(stateAt(now));
      }),
      { numRuns: 1000 },
    );
  });
});

const next = (scoring: Parameters<typeof aScoring>[0], did = [anActivity('page-visited')], profile = {}) => {
  const compiled = compileScoring({ scoring: aScoring(scoring), version });

  return compiled.score(compiled.normalise(profile), did, now).nextChangeAt;
};

it('foresees that fading points fall below a level', () => {
  const halved = next({
    engagement: [anEngagementRule({ points: 10, halfLife: DAY })],
    levels: { 1: 50, 2: 20, 3: 5 },
  });

  // At one half-life 5.0 is left; 4.95 rounds to 5, and the next tenth falls when less than 4.95 is left.
  expect(halved).toBe(later(now, Math.floor(DAY * Math.log2(10 / 4.95)) + 1));
});

it('foresees that a loss fades until a level is reached', () => {
  const loss = anEngagementRule({ points: -10, activity: 'pricing-viewed', halfLife: DAY, id: 'loss' });
  const gain = anEngagementRule({ points: 10, halfLife: 1000 * DAY });
  const at = next({ engagement: [gain, loss] }, [anActivity('page-visited'), anActivity('pricing-viewed')]);

  expect(Date.parse(at ?? now) - Date.parse(now)).toBeGreaterThan(DAY / 2);
  expect(Date.parse(at ?? now) - Date.parse(now)).toBeLessThan(2 * DAY);
});

it('foresees the end of a time that a path names', () => {
  const when = { activity: 'demo-requested' as const, within: 30 * DAY };
  const mql = [{ id: 'demo', label: { de: 'x', en: 'x' }, when }];

  expect(next({ mql }, [anActivity('demo-requested', 10 * DAY)])).toBe(later(now, 20 * DAY + 1));
  expect(next({ mql }, [anActivity('demo-requested', 31 * DAY)])).toBeUndefined();
});

it('foresees that too few of a frequency are left', () => {
  const rule = anEngagementRule({ points: 30, halfLife: 3650 * DAY, times: { atLeast: 2, within: 7 * DAY } });
  const did = [anActivity('page-visited', 3 * DAY), anActivity('page-visited', DAY)];

  expect(next({ engagement: [rule] }, did)).toBe(later(now, 4 * DAY + 1));
});

it('never changes where nothing was done and nothing depends on time', () => {
  expect(next({}, [], aProfile({ country: 'DE' }))).toBeUndefined();
});
