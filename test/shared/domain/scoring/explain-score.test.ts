import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, DAY } from '#domain/instant.ts';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import { type ExplainedAxis, explainScore } from '#domain/scoring/explain-score.ts';
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

const version = '0123456789ab';
const scoring = aScoring({
  fit: [aFitRule({ field: 'country', equals: 'DE' }, 45, 'region')],
  engagement: [
    anEngagementRule({ id: 'looked', activity: 'page-visited', points: 3, halfLife: 7 * DAY }),
    anEngagementRule({
      id: 'demo',
      label: { de: 'Hat um eine Vorführung gebeten', en: 'Asked for a demo' },
      activity: 'demo-requested',
      points: 15,
      halfLife: 14 * DAY,
    }),
  ],
});
const compiled = compileScoring({ scoring, version });
const score = compiled.score(
  compiled.normalise(aProfile({ country: 'DE' })),
  [anActivity('page-visited', DAY), anActivity('demo-requested', 3 * DAY)],
  now,
);

describe('a score laid out', () => {
  it('tells each axis by weight: what a reason was worth, when it was, how it fades, what is left', () => {
    expect(explainScore(score, { scoring, version }, 'en')).toMatchObject({
      grade: 'B3: fits well (45 points) and shows some interest (15.6 points).',
      fit: { lines: [{ label: 'Rule', left: '+45.0' }], sum: '45.0' },
      engagement: {
        lines: [
          { worth: '+15', label: 'Asked for a demo', when: '3 days ago', terms: 'half-life 14 days', left: '+12.9' },
          { worth: '+3', label: 'Rule', when: '1 day ago', left: '+2.7' },
        ],
        sum: '15.6',
      },
      total: '60.6',
    });
  });

  it('says the same in German, with German numbers', () => {
    const { engagement, total } = explainScore(score, { scoring, version }, 'de');

    expect(engagement.lines[0]).toMatchObject({
      label: 'Hat um eine Vorführung gebeten',
      when: 'vor 3 Tagen',
      terms: 'Halbwertszeit 14 Tage',
      left: '+12,9',
    });
    expect(total).toBe('60,6');
  });

  it('claims no half-life of another playbook than the one that made it, and keeps the id of a rule that is gone', () => {
    const later = aScoring({ engagement: scoring.engagement.filter(({ id }) => id === 'demo') });
    const { engagement } = explainScore(score, { scoring: later, version: 'ba9876543210' }, 'en');

    expect(engagement.lines.map(({ label }) => label)).toEqual(['Asked for a demo', 'looked']);
    expect(engagement.lines.filter((line) => 'terms' in line)).toEqual([]);
  });

  it.each(['de', 'en'] as const)('adds up as it stands there, for every playbook and lead (%s)', (locale) => {
    fc.assert(
      fc.property(scorings, profiles, activities, fc.nat(60 * DAY), (scoring, profile, activities, wait) => {
        const compiled = compileScoring({ scoring, version });
        const score = compiled.explained(compiled.normalise(profile), activities, after(now, wait));
        const { fit, engagement, total } = explainScore(score, { scoring, version }, locale);

        expect(sumOf(fit)).toBe(tenthsIn(fit.sum));
        expect(sumOf(engagement)).toBe(tenthsIn(engagement.sum));
        expect(tenthsIn(fit.sum) + tenthsIn(engagement.sum)).toBe(tenthsIn(total));
        expect(tenthsIn(total)).toBe(Math.round(score.total * 10));
      }),
    );
  });
});

const sumOf = ({ lines }: ExplainedAxis): number => lines.reduce((sum, { left }) => sum + tenthsIn(left), 0);

/** `1,234.5` and `1.234,5` are 12345 tenths: one decimal always stands at the end. */
const tenthsIn = (shown: string): number => {
  expect(shown).toMatch(/^[+-]?\d{1,3}(?:[.,]\d{3})*[.,]\d$/);

  return Number(shown.replace(/[.,]/g, ''));
};
