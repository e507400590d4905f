import type { EngagementRule, Locale, Scoring } from '#contracts/playbook.ts';
import { elapsed, type Instant } from '../instant.ts';
import { number, signed, tenth } from './explain-numbers.ts';
import { ago, lasting } from './explain-time.ts';
import type { EngagementReason, Reason } from './score.ts';

type Rules = Pick<Scoring, 'fit' | 'engagement'>;

/** One reason in plain words, as of a moment: `+15 Asked for a demo, 3 days ago (half-life 14 days: 12.9 now)`. */
export function explainReason(reason: Reason, scoring: Rules, now: Instant, locale: Locale): string {
  if (reason.axis === 'fit') return `${signed(reason.points, locale)} ${labelOf(reason, scoring, locale)}`;
  const what = `${signed(reason.undecayed, locale)} ${labelOf(reason, scoring, locale)}, ${whenOf(reason, now, locale)}`;
  const left = texts[locale].now(tenth(reason.points, locale));
  const terms = termsOf(reason, scoring, locale);

  return terms === undefined ? `${what} (${left})` : `${what} (${terms}: ${left})`;
}

/** What a rule says of the lead; a rule that the playbook no longer has keeps its name. */
export const labelOf = ({ axis, rule }: Reason, scoring: Rules, locale: Locale): string =>
  (axis === 'fit' ? scoring.fit : scoring.engagement).find(({ id }) => id === rule)?.label[locale] ?? rule;

/** `3 days ago`, or `4 times, last 3 days ago`. */
export function whenOf({ count, latest }: EngagementReason, now: Instant, locale: Locale): string {
  const when = ago(elapsed(latest.at, now), locale);

  return count > 1 ? texts[locale].often(count, when) : when;
}

/** How a rule makes less of what it gave: `half-life 14 days, at most 50`. Undefined of a rule that the playbook no longer has. */
export function termsOf(reason: EngagementReason, scoring: Rules, locale: Locale): string | undefined {
  const rule = scoring.engagement.find(({ id }) => id === reason.rule);

  return rule === undefined ? undefined : termsIn(rule, reason, locale);
}

export const byWeight = (reasons: readonly Reason[]): Reason[] =>
  reasons.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));

function termsIn({ halfLife, cap, times }: EngagementRule, { undecayed }: EngagementReason, locale: Locale): string {
  const words = texts[locale];
  const terms = [words.halfLife(lasting(halfLife, locale))];
  if (cap !== undefined && Math.abs(undecayed) > cap) terms.push(words.atMost(number(cap, locale)));
  if (times !== undefined) terms.push(words.frequent(times.atLeast, lasting(times.within, locale)));

  return terms.join(', ');
}

const texts = {
  de: {
    often: (count: number, when: string) => `${count}-mal, zuletzt ${when}`,
    halfLife: (time: string) => `Halbwertszeit ${time}`,
    atMost: (cap: string) => `höchstens ${cap}`,
    frequent: (count: number, time: string) => `mindestens ${count}-mal in ${time}`,
    now: (points: string) => `jetzt ${points}`,
  },
  en: {
    often: (count: number, when: string) => `${count} times, last ${when}`,
    halfLife: (time: string) => `half-life ${time}`,
    atMost: (cap: string) => `at most ${cap}`,
    frequent: (count: number, time: string) => `at least ${count} times within ${time}`,
    now: (points: string) => `${points} now`,
  },
} as const;
