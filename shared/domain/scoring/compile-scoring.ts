import type { Playbook } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';
import type { Activity } from '../lead/activity.ts';
import type { Profile } from '../lead/profile.ts';
import { valueIn } from './derived.ts';
import { holds } from './holds.ts';
import type { NormalisedLead, Standing } from './normalise.ts';
import { onceEach } from './once-each.ts';
import type { Points, Score } from './score.ts';
import { scoreLead } from './score-lead.ts';

/** A playbook's rules made ready: compiled once, at a cold start, then asked for one lead after the other. */
export interface CompiledScoring {
  /** The playbook's version. */
  readonly version: string;

  /** Reads a profile once, with what is derived from it (seniority, department). */
  normalise(profile: Profile): NormalisedLead;

  /** The score with its reasons and the moment of its next change. Activities may come in any order; repeats (same id) count once. */
  score(lead: NormalisedLead, activities: readonly Activity[], now: Instant): Score;

  /** The same without reasons and without looking ahead: for many leads at once. */
  points(lead: NormalisedLead, activities: readonly Activity[], now: Instant): Points;

  /** The ids of the segments that the lead is in, in the playbook's order. */
  segments(lead: NormalisedLead, standing: Standing, activities: readonly Activity[], now: Instant): string[];
}

/** Makes the rules of a playbook ready. */
export function compileScoring(playbook: Pick<Playbook, 'scoring' | 'version'>): CompiledScoring {
  const score = ({ profile }: NormalisedLead, activities: readonly Activity[], now: Instant) =>
    scoreLead({ profile, activities, playbook, now });

  return {
    version: playbook.version,
    normalise: (profile) => ({ profile }),
    score,
    points: score,
    segments: ({ profile }, standing, activities, now) => {
      const value = valueIn(profile, playbook.scoring.titles);
      const facts = {
        value: (field: string) => (Object.hasOwn(standing, field) ? standing[field as keyof Standing] : value(field)),
        activities: onceEach(activities),
        now,
      };

      return playbook.scoring.segments.filter(({ when }) => holds(when, facts)).map(({ id }) => id);
    },
  };
}
