import fc from 'fast-check';
import { expect, it } from 'vitest';
import { after, DAY, HOUR } from '#domain/instant.ts';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import { explain } from '#domain/scoring/explain.ts';
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

const demo = anEngagementRule({
  id: 'demo',
  label: { de: 'Hat um eine Vorführung gebeten', en: 'Asked for a demo' },
  activity: 'demo-requested',
  points: 15,
  halfLife: 14 * DAY,
});
const looked = anEngagementRule({ id: 'looked', points: 10, halfLife: 36 * HOUR, cap: 12 });
const often = anEngagementRule({ id: 'often', points: 5, halfLife: 7 * DAY, times: { atLeast: 2, within: 7 * DAY } });
const scoring = aScoring({
  fit: [aFitRule({ field: 'country', equals: 'DE' }, 45, 'region')],
  engagement: [demo, looked, often],
  mql: [{ id: 'good', label: { de: 'Passt gut', en: 'Good fit' }, grade: 'B' }],
  disqualifiers: [
    { id: 'student', label: { de: 'Studiert', en: 'Studies' }, when: { field: 'phone', equals: 'none' } },
  ],
});
const explained = (locale: 'de' | 'en', profile: Record<string, string> = { country: 'DE' }) => {
  const compiled = compileScoring({ scoring, version: '0123456789ab' });
  const did = [
    anActivity('demo-requested', 3 * DAY),
    anActivity('page-visited', 2 * HOUR),
    anActivity('page-visited', 0),
  ];

  return explain(compiled.score(compiled.normalise(aProfile(profile)), did, now), scoring, locale);
};

it('tells each reason in plain words: what it gave, when it was, how it fades, what is left', () => {
  expect(explained('en')).toEqual({
    grade: 'B2: fits well (45 points) and is clearly interested (29.9 points).',
    outcome: 'Qualified: Good fit.',
    lines: [
      '+45 Rule',
      '+15 Asked for a demo, 3 days ago (half-life 14 days: 12.9 now)',
      '+20 Rule, 2 times, last just now (half-life 36 hours, at most 12: 12.0 now)',
      '+5 Rule, 2 times, last just now (half-life 7 days, at least 2 times within 7 days: 5.0 now)',
    ],
    next: expect.stringMatching(/^Changes by itself on \d+ March 2026\.$/),
  });
});

it('says the same in German, with German numbers', () => {
  expect(explained('de')).toMatchObject({
    grade: 'B2: passt gut (45 Punkte) und zeigt deutliches Interesse (29,9 Punkte).',
  });
  expect(explained('de').lines[1]).toBe(
    '+15 Hat um eine Vorführung gebeten, vor 3 Tagen (Halbwertszeit 14 Tage: jetzt 12,9)',
  );
});

it('says who is out, and why', () => {
  expect(explained('en', { phone: 'none' }).outcome).toBe('Disqualified: Studies.');
});

it('keeps the name of a rule that the playbook no longer has', () => {
  const compiled = compileScoring({ scoring, version: '0123456789ab' });
  const score = compiled.score(compiled.normalise(aProfile({ country: 'DE' })), [anActivity('page-visited', DAY)], now);

  expect(explain(score, aScoring(), 'en').lines).toEqual(['+45 region', '+10 looked, 1 day ago (6.3 now)']);
});

it('sums up to the score, to the last digit, for every playbook and lead', () => {
  fc.assert(
    fc.property(scorings, profiles, activities, fc.nat(60 * DAY), (scoring, profile, activities, wait) => {
      const compiled = compileScoring({ scoring, version: '0123456789ab' });
      const score = compiled.explained(compiled.normalise(profile), activities, after(now, wait));
      const tenths = explain(score, scoring, 'en').lines.reduce((sum, line) => {
        const [, left = /^[+-]\d+/.exec(line)?.[0] ?? ''] = /(-?[\d,]+\.\d) now\)$/.exec(line) ?? [];

        return sum + Math.round(Number(left.replace(',', '')) * 10);
      }, 0);

      expect(tenths / 10).toBe(score.total);
    }),
  );
});
