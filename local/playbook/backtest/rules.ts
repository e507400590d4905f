import type { EngagementRule, Playbook, Predicate } from '#contracts/playbook.ts';
import type { Instant } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import { type CompiledScoring, compileScoring } from '#domain/scoring/compile-scoring.ts';
import type { NormalisedLead } from '#domain/scoring/normalise.ts';

/** A playbook ready to be replayed. */
export interface Rules {
  readonly scoring: CompiledScoring;
  readonly fallBelow: 'keep' | 'recycle';
  /**
   * Whether time alone can open a path to a lead after a moment, or end it: only then is it looked at between its facts. Points only rise with time where
   * losses fade. What the gains alone come to now is more than it will ever come to: if that opens nothing, nothing will.
   */
  mayRise(lead: NormalisedLead, activities: readonly Activity[], at: Instant): boolean;
}

export function rulesOf(playbook: Pick<Playbook, 'version' | 'scoring'>): Rules {
  const { version, scoring } = playbook;
  const { engagement, mql, disqualifiers, fallBelow } = scoring;
  const losses = engagement.filter(({ points }) => points < 0);
  // The same conditions, so that it reads a normalised lead alike.
  const gains = compileScoring({
    version,
    scoring: { ...scoring, engagement: engagement.filter(({ points }) => points > 0) },
  });
  const negated = [...mql, ...disqualifiers].some(({ when }) => when !== undefined && fadesUnderNot(when));

  return {
    scoring: compileScoring(playbook),
    fallBelow,
    mayRise: (lead, activities, at) =>
      negated ||
      (activities.some((done) => losses.some((rule) => isOn(rule, done))) &&
        gains.points(lead, activities, at).path !== undefined),
  };
}

/** Losses fade, and points rise. Pages are not looked at: a lead too many is only slower. */
const isOn = ({ activity, topic }: EngagementRule, done: Activity): boolean =>
  done.kind === activity && (topic === undefined || topic === done.topic);

/** Whether something that time ends stands under a `not`: then time begins it. */
function fadesUnderNot(predicate: Predicate): boolean {
  if ('all' in predicate) return predicate.all.some(fadesUnderNot);
  if ('any' in predicate) return predicate.any.some(fadesUnderNot);

  return 'not' in predicate && fades(predicate.not);
}

function fades(predicate: Predicate): boolean {
  if ('all' in predicate) return predicate.all.some(fades);
  if ('any' in predicate) return predicate.any.some(fades);
  if ('not' in predicate) return fades(predicate.not);

  return 'since' in predicate || ('within' in predicate && predicate.within !== undefined);
}
