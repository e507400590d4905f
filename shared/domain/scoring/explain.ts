import type { Locale, Scoring } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';
import { number } from './explain-numbers.ts';
import { byWeight, explainReason } from './explain-reason.ts';
import type { Score } from './score.ts';

/** A score in plain words. */
export interface Explanation {
  /** `B2: fits well (62 points) and is clearly interested (24.3 points).` */
  readonly grade: string;
  /** What the lead is by that: disqualified by which rule, or qualified by which path; missing when neither. */
  readonly outcome?: string;
  /** One line for each reason, in the order of what it gives now. What stands at their ends sums to the score, to the last digit. */
  readonly lines: string[];
  /** When time alone changes it. */
  readonly next?: string;
}

/** Explains a score as of the moment it was made: `+15 Asked for a demo, 3 days ago (half-life 14 days: 13.0 now)`. */
export function explain(score: Score, scoring: Scoring, locale: Locale): Explanation {
  const words = texts[locale];
  const { grade, level, fit, engagement, disqualifiedBy, path, nextChangeAt, at } = score;
  const named = (list: readonly { id: string; label: Record<Locale, string> }[], id: string) =>
    list.find((one) => one.id === id)?.label[locale] ?? id;
  const outcome =
    disqualifiedBy !== undefined
      ? `${words.disqualified}: ${named(scoring.disqualifiers, disqualifiedBy)}.`
      : path !== undefined
        ? `${words.qualified}: ${named(scoring.mql, path)}.`
        : undefined;
  const fits = `${words.fit[grade]} (${words.points(number(fit, locale))})`;
  const acts = `${words.interest[level]} (${words.points(number(engagement, locale))})`;

  return {
    grade: `${grade}${level}: ${fits} ${words.and} ${acts}.`,
    ...(outcome === undefined ? {} : { outcome }),
    lines: byWeight(score.reasons).map((reason) => explainReason(reason, scoring, at, locale)),
    ...(nextChangeAt === undefined ? {} : { next: words.next(day(nextChangeAt, locale)) }),
  };
}

const texts = {
  de: {
    fit: { A: 'passt sehr gut', B: 'passt gut', C: 'passt teilweise', D: 'passt kaum' },
    interest: {
      1: 'ist sehr interessiert',
      2: 'zeigt deutliches Interesse',
      3: 'zeigt etwas Interesse',
      4: 'zeigt noch kein Interesse',
    },
    and: 'und',
    points: (count: string) => (count === '1' ? '1 Punkt' : `${count} Punkte`),
    qualified: 'Qualifiziert',
    disqualified: 'Ausgeschlossen',
    next: (date: string) => `Ändert sich von selbst am ${date}.`,
  },
  en: {
    fit: { A: 'fits very well', B: 'fits well', C: 'fits in part', D: 'hardly fits' },
    interest: {
      1: 'is very interested',
      2: 'is clearly interested',
      3: 'shows some interest',
      4: 'shows no interest yet',
    },
    and: 'and',
    points: (count: string) => (count === '1' ? '1 point' : `${count} points`),
    qualified: 'Qualified',
    disqualified: 'Disqualified',
    next: (date: string) => `Changes by itself on ${date}.`,
  },
} as const;

const day = (instant: Instant, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(
    new Date(instant),
  );
