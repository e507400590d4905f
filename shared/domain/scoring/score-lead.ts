import type { EngagementRule, Scoring } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';
import type { Activity } from '../lead/activity.ts';
import type { Profile } from '../lead/profile.ts';
import { decayedTenths } from './decay.ts';
import { holds } from './holds.ts';
import { onceEach } from './once-each.ts';
import type { EngagementReason, FitReason, Reason, Score } from './score.ts';
import { fromTenths, sumOfPoints, toTenths } from './tenths.ts';

export interface ScoringFacts {
  readonly profile: Profile;
  /** In any order; repeats (same id) count once. */
  readonly activities: readonly Activity[];
  readonly scoring: Pick<Scoring, 'fit' | 'engagement'>;
  readonly playbookVersion: string;
  readonly now: Instant;
}

/** The score of a lead: a fold of what is known of it and what it did, as of now. */
export function scoreLead({ profile, activities, scoring, playbookVersion, now }: ScoringFacts): Score {
  const distinct = onceEach(activities);
  const fitReasons = scoring.fit
    .filter(({ when, points }) => points !== 0 && holds(when, profile))
    .map(({ id, points }): FitReason => ({ axis: 'fit', rule: id, points }));
  const engagementReasons = scoring.engagement
    .map((rule) => engagementReason(rule, distinct, now))
    .filter((reason): reason is EngagementReason => reason !== undefined && reason.points !== 0);
  const reasons: Reason[] = [...fitReasons, ...engagementReasons];

  return {
    fit: sumOfPoints(fitReasons),
    engagement: sumOfPoints(engagementReasons),
    total: sumOfPoints(reasons),
    reasons,
    playbook: playbookVersion,
    at: now,
  };
}

function engagementReason(
  rule: EngagementRule,
  activities: readonly Activity[],
  now: Instant,
): EngagementReason | undefined {
  const matching = activities.filter(
    ({ kind, topic }) => kind === rule.activity && (rule.topic === undefined || topic === rule.topic),
  );
  const latest = matching.reduce<Activity | undefined>(
    (last, one) => (last === undefined || isLater(one, last) ? one : last),
    undefined,
  );
  if (latest === undefined) return undefined;
  const tenths = matching.reduce((sum, { at }) => sum + decayedTenths(rule.points, at, rule.halfLife, now), 0);

  return {
    axis: 'engagement',
    rule: rule.id,
    points: fromTenths(capped(tenths, rule.cap)),
    undecayed: rule.points * matching.length,
    count: matching.length,
    latest: { activity: latest.id, at: latest.at },
  };
}

/** A cap limits the sum of a rule, gain or loss. */
function capped(tenths: number, cap: number | undefined): number {
  if (cap === undefined) return tenths;

  return Math.max(-toTenths(cap), Math.min(toTenths(cap), tenths));
}

const isLater = (one: Activity, other: Activity): boolean =>
  one.at > other.at || (one.at === other.at && one.id > other.id);
