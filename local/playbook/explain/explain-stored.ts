import type { Locale, Playbook } from '#contracts/playbook.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Profile } from '#domain/lead/profile.ts';
import {
  type ExplainedAxis,
  type ExplainedReason,
  type ExplainedScore,
  explainScore,
} from '#domain/scoring/explain-score.ts';
import type { Score } from '#domain/scoring/score.ts';
import { compiled } from './compiled.ts';
import { countedOf } from './counted-of.ts';
import { type Missing, missingForMql } from './missing-for-mql.ts';
import { nextChanges } from './next-changes.ts';
import { type ToldFact, tellFacts } from './tell-fact.ts';

/** What is stored of a scored lead. */
export interface StoredScore {
  readonly score: Score;
  readonly stage: string;
  readonly profile: Profile;
  readonly activities: readonly Activity[];
  readonly mayTrack: boolean;
}

export interface StoredReason extends ExplainedReason {
  readonly facts: readonly ToldFact[];
}
export interface StoredAxis extends ExplainedAxis {
  readonly lines: readonly StoredReason[];
}

/** A stored score in plain words, as of when it was made, with the facts behind each reason. */
export interface StoredExplanation extends Omit<ExplainedScore, 'fit' | 'engagement' | 'next'> {
  readonly short: string;
  readonly fit: StoredAxis;
  readonly engagement: StoredAxis;
  /** What is missing on each path to MQL; of a lead that may yet become one. */
  readonly missing?: readonly Missing[];
  /** When time alone changes it next, and what; of a score by another playbook only when. Missing when it never does. */
  readonly nextChange?: { readonly at: string; readonly changes: readonly string[] };
  /** The version of the playbook that made the score, and the one that is running. */
  readonly playbook: { readonly made: string; readonly running: string };
  readonly at: string;
}

/** Explains the score as it is stored, by the running playbook's words. */
export function explainStored(stored: StoredScore, playbook: Playbook, locale: Locale): StoredExplanation {
  const { score, stage } = stored;
  const { next: _, ...explained } = explainScore(score, playbook, locale);
  const withFacts = ({ lines, sum }: ExplainedAxis): StoredAxis => ({
    sum,
    lines: lines.map((line) => ({ ...line, facts: tellFacts(line.reason, stored, playbook, locale) })),
  });
  const isOpen = stage === 'raw' && score.path === undefined && score.disqualifiedBy === undefined;

  return {
    ...explained,
    short: `${score.grade}${score.level}`,
    fit: withFacts(explained.fit),
    engagement: withFacts(explained.engagement),
    ...(isOpen ? { missing: missingForMql(score, stored, playbook.scoring, locale) } : {}),
    ...(score.nextChangeAt === undefined
      ? {}
      : { nextChange: { at: score.nextChangeAt, changes: changesAt(score.nextChangeAt) } }),
    playbook: { made: score.playbook, running: playbook.version },
    at: score.at,
  };

  function changesAt(moment: string): string[] {
    if (score.playbook !== playbook.version) return [];
    const scoring = compiled(playbook);
    const then = scoring.points(scoring.normalise(stored.profile), countedOf(stored), moment);

    return nextChanges(score, then, playbook.scoring, locale);
  }
}
