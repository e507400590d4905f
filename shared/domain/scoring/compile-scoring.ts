import type { Playbook, Scoring } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';
import type { Activity } from '../lead/activity.ts';
import type { Profile } from '../lead/profile.ts';
import { compileConditions } from './conditions.ts';
import { countAt, type Deed, deedsOf, isOn, prepareRule, type Tally, tallyOf, tenthsAt } from './deeds.ts';
import { recogniserOf, valueIn } from './derived.ts';
import { gradeOf, levelOf, reaches } from './grade.ts';
import { nextChange } from './next-change.ts';
import type { NormalisedLead, Standing } from './normalise.ts';
import type { EngagementReason, FitReason, Points, Reason, Score } from './score.ts';
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
 * Makes the rules of a playbook ready: conditions become comparisons of bits (see `compileConditions`), rules on activities are sorted by kind. What they come to is
 * what `scoreLead` says, word for word.
 */
export function compileScoring({ scoring, version }: Pick<Playbook, 'scoring' | 'version'>): CompiledScoring {
  const { fit, disqualifiers, mql } = scoring;
  const conditioned = mql.filter(({ when }) => when !== undefined);
  const conditions = compileConditions([
    ...fit.map(({ when }) => when),
    ...disqualifiers.map(({ when }) => when),
    ...conditioned.flatMap(({ when }) => when ?? []),
  ]);
  const placeOfWhen = new Map(conditioned.map(({ id }, index) => [id, fit.length + disqualifiers.length + index]));
  const fitReasons = fit.map(({ id, points }): FitReason => Object.freeze({ axis: 'fit', rule: id, points }));
  const points = Int32Array.from(fit, (rule) => rule.points);
  const gives = Uint8Array.from(fit, (rule) => (rule.points === 0 ? 0 : 1));
  const found: (Reason | undefined)[] = fit.map(() => undefined);
  const engagement = compileEngagement(scoring);
  const recognise = recogniserOf(scoring.titles);
  const segments = compileSegments(scoring.segments);
  const { holds } = conditions;
  const momentOf = rememberingParse();

  /** The points on the fit axis of the lead that was looked at. */
  function fitOf(): number {
    let sum = 0;
    for (let rule = 0; rule < points.length; rule++) sum += (points[rule] ?? 0) * (holds[rule] ?? 0);

    return sum;
  }

  /** Its reasons. Each is written to the end, and stays there only if it holds: no jumps that the processor would guess wrong. */
  function reasonsOf(): Reason[] {
    let count = 0;
    for (let rule = 0; rule < points.length; rule++) {
      found[count] = fitReasons[rule];
      count += (holds[rule] ?? 0) & (gives[rule] ?? 0);
    }

    return found.slice(0, count) as Reason[];
  }

  /** Which disqualifier or path there is for the lead that was looked at. */
  function outcomeOf(standing: Omit<Points, 'total'>): Pick<Points, 'disqualifiedBy' | 'path'> | undefined {
    for (let n = 0; n < disqualifiers.length; n++) {
      const disqualifiedBy = disqualifiers[n]?.id;
      if (disqualifiedBy !== undefined && holds[fit.length + n] === 1) return { disqualifiedBy };
    }
    for (const path of mql) if (isOpen(path, standing)) return { path: path.id };

    return undefined;
  }

  const isOpen = (path: Scoring['mql'][number], standing: Omit<Points, 'total'>): boolean => {
    if (!reaches(path, standing)) return false;
    const when = placeOfWhen.get(path.id);

    return when === undefined || holds[when] === 1;
  };

  function standingOf(sum: number, tenths: number) {
    const engaged = fromTenths(tenths);

    return {
      fit: sum,
      engagement: engaged,
      total: fromTenths(sum * 10 + tenths),
      grade: gradeOf(sum, scoring.grades),
      level: levelOf(engaged, scoring.levels),
    };
  }

  function explain(lead: NormalisedLead, deeds: readonly Deed[], tallies: readonly Tally[], now: Instant): Score {
    const moment = momentOf(now);
    conditions.look(lead, deeds, moment);
    const reasons = reasonsOf();
    const sum = fitOf();
    let tenths = 0;
    for (const tally of tallies) {
      const given = tenthsAt(tally, moment);
      if (given === 0) continue;
      tenths += given;
      reasons.push(reasonOf(tally, given, moment));
    }
    const engaged = fromTenths(tenths);
    const grade = gradeOf(sum, scoring.grades);
    const level = levelOf(engaged, scoring.levels);
    const total = fromTenths(sum * 10 + tenths);
    const score = { fit: sum, engagement: engaged, total, grade, level, reasons, playbook: version, at: now };
    const outcome = outcomeOf(score);

    return outcome === undefined ? score : { ...score, ...outcome };
  }

  /** All that time can change, and that somebody would want to know. */
  function stateAt(lead: NormalisedLead, deeds: readonly Deed[], tallies: readonly Tally[], moment: number): string {
    conditions.look(lead, deeds, moment);
    const standing = standingOf(fitOf(), engagement.tenthsOf(tallies, moment));
    const disqualifiedBy = outcomeOf(standing)?.disqualifiedBy;
    const open = disqualifiedBy === undefined ? mql.filter((path) => isOpen(path, standing)).map(({ id }) => id) : [];

    return [standing.grade, standing.level, disqualifiedBy, ...open].join(' ');
  }

  return {
    version,
    normalise: (profile) => conditions.normalise(valueIn(profile, recognise)),

    points(lead, activities, now) {
      const moment = momentOf(now);
      const deeds = deedsOf(activities);
      conditions.look(lead, deeds, moment);
      const standing = standingOf(fitOf(), engagement.tenthsOf(engagement.talliesOf(deeds), moment));
      const outcome = outcomeOf(standing);

      return outcome === undefined ? standing : { ...standing, ...outcome };
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

/** Many leads are scored as of the same moment: it is read once. */
function rememberingParse(): (instant: Instant) => number {
  let last = '';
  let moment = Number.NaN;

  return (instant) => {
    if (instant !== last) {
      last = instant;
      moment = Date.parse(instant);
    }

    return moment;
  };
}

function compileEngagement({ engagement, levels, mql }: Scoring) {
  const rules = engagement.map(prepareRule);
  const byKind = Map.groupBy(rules.keys(), (index) => rules[index]?.rule.activity);
  const NO_TALLIES: readonly Tally[] = [];

  return {
    /** Where the points on this axis decide something. */
    thresholds: [...new Set([levels[1], levels[2], levels[3], ...mql.flatMap((path) => path.engagement ?? [])])],

    /** What counts towards which rule, in the playbook's order. */
    talliesOf(deeds: readonly Deed[]): readonly Tally[] {
      if (deeds.length === 0) return NO_TALLIES;
      const found: (Deed[] | undefined)[] = rules.map(() => undefined);
      for (const deed of deeds) {
        for (const index of byKind.get(deed.activity.kind) ?? []) {
          const prepared = rules[index];
          if (prepared === undefined || !isOn(prepared, deed)) continue;
          const before = found[index];
          if (before === undefined) found[index] = [deed];
          else before.push(deed);
        }
      }

      return rules.flatMap((prepared, index) => {
        const own = found[index];

        return own === undefined ? [] : [tallyOf(prepared, own)];
      });
    },

    tenthsOf: (tallies: readonly Tally[], moment: number): number => {
      let sum = 0;
      for (const tally of tallies) sum += tenthsAt(tally, moment);

      return sum;
    },
  };
}

function reasonOf(tally: Tally, tenths: number, now: number): EngagementReason {
  const { prepared, deeds, shares } = tally;
  const { id, times, points } = prepared.rule;
  const latest = deeds.at(-1)?.activity;

  return {
    axis: 'engagement',
    rule: id,
    points: fromTenths(tenths),
    undecayed: times === undefined ? shares.reduce((sum, share) => sum + share, 0) : points,
    count: countAt(tally, now),
    latest: { activity: latest?.id ?? '', at: latest?.at ?? '' },
  };
}
