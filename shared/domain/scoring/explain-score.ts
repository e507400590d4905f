import type { Locale, Playbook } from '#contracts/playbook.ts';
import { explain } from './explain.ts';
import { signed, signedTenth, tenth } from './explain-numbers.ts';
import { byWeight, labelOf, termsOf, whenOf } from './explain-reason.ts';
import type { Reason, Score } from './score.ts';

/** A reason in parts, for a page: `+15` `Asked for a demo`, `3 days ago` (`half-life 14 days`): `+12.9`. */
export interface ExplainedReason {
  readonly reason: Reason;
  /** What it was worth before it faded; missing on the fit axis, where nothing does. */
  readonly worth?: string;
  readonly label: string;
  /** Missing on the fit axis, where nothing is dated. */
  readonly when?: string;
  /** How the rule lets it fade; missing where that is not known. */
  readonly terms?: string;
  /** What it gives at the moment of the score. */
  readonly left: string;
}

/** One axis: its reasons by weight, and what they come to. */
export interface ExplainedAxis {
  readonly lines: readonly ExplainedReason[];
  readonly sum: string;
}

/** A score laid out for a page. All that stands at the ends has one decimal, and adds up as it stands there: lines to their axis, the axes to the total. */
export interface ExplainedScore {
  readonly grade: string;
  readonly outcome?: string;
  readonly next?: string;
  readonly fit: ExplainedAxis;
  readonly engagement: ExplainedAxis;
  readonly total: string;
}

/**
 * A score in plain words, in parts. By another playbook than made it, rules are told by that playbook's words where it still has them; how they let points fade is
 * left out, because that may have been another half-life.
 */
export function explainScore(
  score: Score,
  { scoring, version }: Pick<Playbook, 'scoring' | 'version'>,
  locale: Locale,
): ExplainedScore {
  const { grade, outcome, next } = explain(score, scoring, locale);
  const isSame = score.playbook === version;
  const line = (reason: Reason): ExplainedReason => {
    const label = labelOf(reason, scoring, locale);
    const left = signedTenth(reason.points, locale);
    if (reason.axis === 'fit') return { reason, label, left };
    const terms = isSame ? termsOf(reason, scoring, locale) : undefined;

    return {
      reason,
      worth: signed(reason.undecayed, locale),
      label,
      when: whenOf(reason, score.at, locale),
      ...(terms === undefined ? {} : { terms }),
      left,
    };
  };
  const axis = (name: Reason['axis'], sum: number): ExplainedAxis => ({
    lines: byWeight(score.reasons.filter((reason) => reason.axis === name)).map(line),
    sum: tenth(sum, locale),
  });

  return {
    grade,
    ...(outcome === undefined ? {} : { outcome }),
    ...(next === undefined ? {} : { next }),
    fit: axis('fit', score.fit),
    engagement: axis('engagement', score.engagement),
    total: tenth(score.total, locale),
  };
}
