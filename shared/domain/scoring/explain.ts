import type { EngagementRule, Locale, Scoring } from '#contracts/playbook.ts';
import { elapsed, type Instant } from '../instant.ts';
import { ago, lasting } from './explain-time.ts';
import type { EngagementReason, Reason, Score } from './score.ts';

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

/** One reason in plain words, as of a moment. */
export function explainReason(
  reason: Reason,
  scoring: Pick<Scoring, 'fit' | 'engagement'>,
  now: Instant,
  locale: Locale,
): string {
  if (reason.axis === 'fit') return `${signed(reason.points, locale)} ${labelOf(reason, scoring, locale)}`;
  const rule = scoring.engagement.find(({ id }) => id === reason.rule);
  const what = `${signed(reason.undecayed, locale)} ${labelOf(reason, scoring, locale)}, ${whenOf(reason, now, locale)}`;
  const left = texts[locale].now(tenth(reason.points, locale));

  return rule === undefined ? `${what} (${left})` : `${what} (${termsOf(rule, reason, locale)}: ${left})`;
}

/** What a rule says of the lead; a rule that the playbook no longer has keeps its name. */
export const labelOf = ({ axis, rule }: Reason, scoring: Pick<Scoring, 'fit' | 'engagement'>, locale: Locale): string =>
  (axis === 'fit' ? scoring.fit : scoring.engagement).find(({ id }) => id === rule)?.label[locale] ?? rule;

/** `3 days ago`, or `4 times, last 3 days ago`. */
export function whenOf({ count, latest }: EngagementReason, now: Instant, locale: Locale): string {
  const when = ago(elapsed(latest.at, now), locale);

  return count > 1 ? texts[locale].often(count, when) : when;
}

export const byWeight = (reasons: readonly Reason[]): Reason[] =>
  reasons.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));

/** How a rule makes less of what it gave. */
function termsOf({ halfLife, cap, times }: EngagementRule, { undecayed }: EngagementReason, locale: Locale): string {
  const words = texts[locale];
  const terms = [words.halfLife(lasting(halfLife, locale))];
  if (cap !== undefined && Math.abs(undecayed) > cap) terms.push(words.atMost(number(cap, locale)));
  if (times !== undefined) terms.push(words.frequent(times.atLeast, lasting(times.within, locale)));

  return terms.join(', ');
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
    often: (count: number, when: string) => `${count}-mal, zuletzt ${when}`,
    halfLife: (time: string) => `Halbwertszeit ${time}`,
    atMost: (cap: string) => `höchstens ${cap}`,
    frequent: (count: number, time: string) => `mindestens ${count}-mal in ${time}`,
    now: (points: string) => `jetzt ${points}`,
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
    often: (count: number, when: string) => `${count} times, last ${when}`,
    halfLife: (time: string) => `half-life ${time}`,
    atMost: (cap: string) => `at most ${cap}`,
    frequent: (count: number, time: string) => `at least ${count} times within ${time}`,
    now: (points: string) => `${points} now`,
    next: (date: string) => `Changes by itself on ${date}.`,
  },
} as const;

const number = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
const tenth = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
const signed = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { signDisplay: 'always', maximumFractionDigits: 1 }).format(value);

const day = (instant: Instant, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(
    new Date(instant),
  );
