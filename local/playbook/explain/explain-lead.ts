import type { Locale, Playbook } from '#contracts/playbook.ts';
import type { Instant } from '#domain/instant.ts';
import type { Profile } from '#domain/lead/profile.ts';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import { explain } from '#domain/scoring/explain.ts';
import { byWeight, explainReason } from '#domain/scoring/explain-reason.ts';
import type { Reason, Score } from '#domain/scoring/score.ts';
import { knownOverTime } from '../backtest/facts-at.ts';
import type { LeadFacts } from '../facts/lead-facts.ts';
import { factsBehind } from './facts-behind.ts';
import { nextChanges } from './next-changes.ts';
import { words } from './words.ts';

/**
 * The score of a lead as of a moment in plain words, a block of lines: what it comes to, each reason with the rule and the facts that made it, the playbook, and what
 * time alone changes next.
 */
export function explainLead(lead: LeadFacts, playbook: Playbook, now: Instant, locale: Locale): string {
  const say = words[locale];
  const known = knownOverTime(lead, now).at(-1);
  const { profile, activities, confirmed } = known ?? { profile: {}, activities: [], confirmed: false };
  const scoring = compileScoring(playbook);
  const read = scoring.normalise(profile);
  const score = scoring.score(read, activities, now);
  const { grade, outcome } = explain(score, playbook.scoring, locale);
  const next = score.nextChangeAt;

  const changesAt = (at: Instant) => nextChanges(score, scoring.points(read, activities, at), playbook.scoring, locale);

  return [
    `${say.lead} ${lead.id}, ${say.asOf(now)}, ${say.playbook} ${playbook.version}`,
    grade,
    ...(outcome === undefined ? [say.noPath] : [outcome]),
    ...(confirmed ? [] : [say.unconfirmed]),
    ...(lead.activities.length > activities.length ? [say.notCounted(lead.activities.length - activities.length)] : []),
    '',
    ...(score.reasons.length === 0 ? [say.nothing] : []),
    ...byWeight(score.reasons).flatMap((reason) => [
      explainReason(reason, playbook.scoring, now, locale),
      `    ${say.rule} ${reason.rule}${factsText(reason, playbook, profile, locale)}`,
    ]),
    `= ${sums(score, locale)}`,
    '',
    next === undefined ? say.stays : `${say.next(next)}: ${changesAt(next).join('; ')}.`,
  ].join('\n');
}

function sums({ fit, engagement, total }: Score, locale: Locale): string {
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  const say = words[locale];

  return `${number(total)}: ${say.fit} ${number(fit)}, ${say.engagement} ${number(engagement)}`;
}

/** What the rule looked at, and where we know it from. */
function factsText(reason: Reason, playbook: Playbook, profile: Profile, locale: Locale): string {
  const say = words[locale];
  if (reason.axis === 'engagement') return `, ${say.latest} ${reason.latest.activity}, ${reason.latest.at}`;
  const facts = factsBehind(reason.rule, playbook, profile).map(({ field, known }) =>
    known === undefined
      ? `${field} ${say.unknown}`
      : `${field} ${known.value} (${known.stored.source}, ${known.stored.at.slice(0, 10)})`,
  );

  return facts.length === 0 ? '' : `: ${facts.join('; ')}`;
}
