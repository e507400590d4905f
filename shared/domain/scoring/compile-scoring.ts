import type { Playbook } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';
import type { Activity } from '../lead/activity.ts';
import type { Profile } from '../lead/profile.ts';
import { compileEngagement, engagementReason } from './compile-engagement.ts';
import { compileFit } from './compile-fit.ts';
import { compileOutcomes } from './compile-outcome.ts';
import { compileConditions } from './conditions.ts';
import { type Deed, deedsOf, type Tally, tenthsAt } from './deeds.ts';
import { recogniserOf, valueIn } from './derived.ts';
import { gradeOf, levelOf } from './grade.ts';
import { nextChange } from './next-change.ts';
import type { NormalisedLead, Standing } from './normalise.ts';
import { rememberingParse } from './remembering-parse.ts';
import type { Points, Score } from './score.ts';
import { compileSegments } from './segments.ts';
import { fromTenths } from './tenths.ts';

/** A playbook's rules made ready: compiled once, at a cold start, then asked for one lead after the other. */
export interface CompiledScoring {
  /** The playbook's version. */
  readonly version: string;

  /** Reads a profile once, with what is derived from it (seniority, department). */
  normalise(profile: Profile): NormalisedLead;

  /** The score with its reasons and the moment of its next change. Activities may come in any order; repeats (same id) count once. */
  score(lead: NormalisedLead, activities: readonly Activity[], now: Instant): Score;

  /** The same without looking ahead. */
  explained(lead: NormalisedLead, activities: readonly Activity[], now: Instant): Score;

  /** The same without reasons: for many leads at once. */
  points(lead: NormalisedLead, activities: readonly Activity[], now: Instant): Points;

  /** The ids of the segments that the lead is in, in the playbook's order. */
  segments(profile: Profile, standing: Standing, activities: readonly Activity[], now: Instant): string[];
}

/**
 * Makes the rules of a playbook ready: conditions become bits (see `compileConditions`), rules on activities are sorted by kind. What they come to is
 * what `scoreLead` says, word for word.
 */
export function compileScoring({ scoring, version }: Pick<Playbook, 'scoring' | 'version'>): CompiledScoring {
  const { fit, disqualifiers, mql, grades, levels } = scoring;
  const conditions = compileConditions([...fit, ...disqualifiers, ...mql].flatMap(({ when }) => when ?? []));
  const { held } = conditions;
  const axis = compileFit(fit);
  const engagement = compileEngagement(scoring);
  const outcomes = compileOutcomes(scoring, fit.length);
  const recognise = recogniserOf(scoring.titles);
  const segments = compileSegments(scoring.segments);
  const momentOf = rememberingParse();

  /** The points of the lead that was looked at, with so many tenths on the engagement axis. */
  function pointsAt(tenths: number): Points {
    const sum = axis.pointsOf(held);
    const engaged = fromTenths(tenths);
    const total = fromTenths(sum * 10 + tenths);

    return { fit: sum, engagement: engaged, total, grade: gradeOf(sum, grades), level: levelOf(engaged, levels) };
  }

  function explain(lead: NormalisedLead, deeds: readonly Deed[], tallies: readonly Tally[], now: Instant): Score {
    const moment = momentOf(now);
    conditions.look(lead, deeds, moment);
    const reasons = axis.reasonsOf(held);
    let tenths = 0;
    for (const tally of tallies) {
      const given = tenthsAt(tally, moment);
      if (given === 0) continue;
      tenths += given;
      reasons.push(engagementReason(tally, given, moment));
    }
    const { fit, engagement, total, grade, level } = pointsAt(tenths);
    const score = { fit, engagement, total, grade, level, reasons, playbook: version, at: now };
    const outcome = outcomes.outcomeOf(held, score);

    return outcome === undefined ? score : { ...score, ...outcome };
  }

  /** All that time can change, and that somebody would want to know. */
  function stateAt(lead: NormalisedLead, deeds: readonly Deed[], tallies: readonly Tally[], moment: number): string {
    conditions.look(lead, deeds, moment);
    const points = pointsAt(engagement.tenthsOf(tallies, moment));

    return [points.grade, points.level, ...outcomes.allOf(held, points)].join(' ');
  }

  return {
    version,
    normalise: (profile) => conditions.normalise(valueIn(profile, recognise)),

    points(lead, activities, now) {
      const moment = momentOf(now);
      const deeds = deedsOf(activities);
      conditions.look(lead, deeds, moment);
      const points = pointsAt(engagement.tenthsOf(engagement.talliesOf(deeds), moment));
      const outcome = outcomes.outcomeOf(held, points);

      return outcome === undefined ? points : { ...points, ...outcome };
    },

    explained(lead, activities, now) {
      const deeds = deedsOf(activities);

      return explain(lead, deeds, engagement.talliesOf(deeds), now);
    },

    score(lead, activities, now) {
      const deeds = deedsOf(activities);
      const tallies = engagement.talliesOf(deeds);
      const moment = momentOf(now);
      const course = {
        tallies,
        edges: conditions.edges(lead, deeds, moment),
        thresholds: engagement.thresholds,
        stateAt: (at: number) => stateAt(lead, deeds, tallies, at),
      };
      const next = nextChange(course, moment);
      const score = explain(lead, deeds, tallies, now);

      return next === undefined || next > END_OF_TIME
        ? score
        : { ...score, nextChangeAt: new Date(next).toISOString() };
    },

    segments: (profile, standing, activities, now) =>
      segments(valueIn(profile, recognise), standing, deedsOf(activities), Date.parse(now)),
  };
}

/** After it an instant has no four digits for the year, and would not sort as text. */
const END_OF_TIME = Date.parse('9999-12-31T00:00:00.000Z');
