import type { EngagementRule, Playbook, Scoring } from '#contracts/playbook.ts';
import { elapsed, type Instant } from '../instant.ts';
import type { Activity } from '../lead/activity.ts';
import type { Profile } from '../lead/profile.ts';
import { decayedTenths } from './decay.ts';
import { recogniserOf, valueIn } from './derived.ts';
import { gradeOf, levelOf, reaches } from './grade.ts';
import { holds, isSuch, type LeadFacts } from './holds.ts';
import { onceEach } from './once-each.ts';
import type { EngagementReason, FitReason, Reason, Score } from './score.ts';
import { fromTenths, sumOfPoints, toTenths } from './tenths.ts';

export interface ScoringFacts {
  readonly profile: Profile;
  /** In any order; repeats (same id) count once. */
  readonly activities: readonly Activity[];
  readonly playbook: Pick<Playbook, 'scoring' | 'version'>;
  readonly now: Instant;
}

/**
 * The score of a lead, word for word as the playbook says it: a fold of what is known of it and what it did, as of now. This is the specification;
 * `compileScoring` comes to the same a thousand times faster, and adds when the score next changes.
 */
export function scoreLead({ profile, activities, playbook, now }: ScoringFacts): Omit<Score, 'nextChangeAt'> {
  const { scoring, version } = playbook;
  const facts: LeadFacts = {
    value: valueIn(profile, recogniserOf(scoring.titles)),
    activities: onceEach(activities),
    now,
  };
  const fitReasons = scoring.fit
    .filter(({ when, points }) => points !== 0 && holds(when, facts))
    .map(({ id, points }): FitReason => ({ axis: 'fit', rule: id, points }));
  const engagementReasons = scoring.engagement
    .map((rule) => engagementReason(rule, facts))
    .filter((reason): reason is EngagementReason => reason !== undefined && reason.points !== 0);
  const reasons: Reason[] = [...fitReasons, ...engagementReasons];
  const [fit, engagement] = [sumOfPoints(fitReasons), sumOfPoints(engagementReasons)];
  const standing = {
    fit,
    engagement,
    grade: gradeOf(fit, scoring.grades),
    level: levelOf(engagement, scoring.levels),
  };
  const disqualifiedBy = scoring.disqualifiers.find(({ when }) => holds(when, facts))?.id;
  const path = disqualifiedBy === undefined ? openPaths(scoring, standing, facts)[0] : undefined;

  return {
    ...standing,
    total: sumOfPoints(reasons),
    ...(disqualifiedBy === undefined ? {} : { disqualifiedBy }),
    ...(path === undefined ? {} : { path }),
    reasons,
    playbook: version,
    at: now,
  };
}

/** The paths to MQL of which every part holds. */
export const openPaths = (
  { mql }: Pick<Scoring, 'mql'>,
  standing: Parameters<typeof reaches>[1],
  facts: LeadFacts,
): string[] =>
  mql
    .filter((path) => reaches(path, standing) && (path.when === undefined || holds(path.when, facts)))
    .map(({ id }) => id);

function engagementReason(rule: EngagementRule, { activities, now }: LeadFacts): EngagementReason | undefined {
  const matching = counted(rule, activities, now);
  const latest = matching.at(-1);
  if (latest === undefined) return undefined;
  const shares = rule.times === undefined ? sharesOf(rule, matching) : [{ at: latest.at, points: rule.points }];
  const tenths = shares.reduce((sum, { at, points }) => sum + decayedTenths(points, at, rule.halfLife, now), 0);

  return {
    axis: 'engagement',
    rule: rule.id,
    points: fromTenths(within(tenths, rule.cap === undefined ? undefined : toTenths(rule.cap))),
    undecayed: shares.reduce((sum, { points }) => sum + points, 0),
    count: matching.length,
    latest: { activity: latest.id, at: latest.at },
  };
}

/** The activities that count towards a rule, oldest first. Of a frequency rule: those in its time, if they are enough. */
function counted(rule: EngagementRule, activities: readonly Activity[], now: Instant): Activity[] {
  const matching = activities.filter((activity) => isSuch(activity, rule)).sort(oldestFirst);
  if (rule.times === undefined) return matching;
  const { atLeast, within } = rule.times;
  const recent = matching.filter(({ at }) => elapsed(at, now) <= within);

  return recent.length < atLeast ? [] : recent;
}

/** What each activity gives before it fades: the rule's points, until the day's cap is used up. */
function sharesOf(
  { points, capPerDay }: EngagementRule,
  matching: readonly Activity[],
): { at: Instant; points: number }[] {
  const given = new Map<string, number>();

  return matching.map(({ at }) => {
    const day = at.slice(0, 10);
    const before = given.get(day) ?? 0;
    const after = within(before + points, capPerDay);
    given.set(day, after);

    return { at, points: after - before };
  });
}

/** A cap limits gain and loss. */
const within = (value: number, cap = Infinity): number => Math.max(-cap, Math.min(cap, value));

const oldestFirst = (a: Activity, b: Activity): number => (a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1);
