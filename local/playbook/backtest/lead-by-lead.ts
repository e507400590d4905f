import type { Playbook } from '#contracts/playbook.ts';
import type { Instant } from '#domain/instant.ts';
import type { LeadFacts } from '../facts/lead-facts.ts';
import { type Known, knownOverTime } from './facts-at.ts';
import { countMover, ruleChanges, standingOf } from './moves.ts';
import { type Course, replay } from './replay.ts';
import { type Rules, rulesOf } from './rules.ts';
import { count, increase, newTally, outcomeOf, type Tally } from './tally.ts';

export interface Comparison {
  readonly before: Pick<Playbook, 'version' | 'scoring'>;
  readonly after: Pick<Playbook, 'version' | 'scoring'>;
  /** Only leads captured at this moment or later. */
  readonly from?: Instant | undefined;
  /** What came later is not looked at. */
  readonly asOf: Instant;
}

/** Replays one lead after the other under two playbooks. */
export function leadByLead({ before, after, from, asOf }: Comparison): {
  readonly tally: Tally;
  add(lead: LeadFacts): void;
} {
  const rules = { before: rulesOf(before), after: rulesOf(after) };
  const tally = newTally();

  return {
    tally,
    add(lead) {
      if ((from !== undefined && lead.capturedAt < from) || lead.capturedAt > asOf) {
        tally.before += 1;
        return;
      }
      // What a customer does later says nothing about whom to qualify; a lead is judged on what was known until then.
      const end = lead.outcome !== undefined && lead.outcome.at < asOf ? lead.outcome.at : asOf;
      const story = knownOverTime(lead, end);
      tally.leads += 1;
      tally.outcomes[outcomeOf(lead, asOf)] += 1;
      if (story.some(({ confirmed }) => confirmed)) tally.confirmed += 1;
      if (tally.first === undefined || lead.capturedAt < tally.first) tally.first = lead.capturedAt;
      const courses = { before: replay(story, rules.before, end), after: replay(story, rules.after, end) };
      count(tally.sides.before, courses.before, lead, asOf);
      count(tally.sides.after, courses.after, lead, asOf);
      compare(tally, lead, courses, rules, asOf);
    },
  };
}

function compare(
  { moves }: Tally,
  lead: LeadFacts,
  { before, after }: Record<'before' | 'after', Course>,
  rules: Record<'before' | 'after', Rules>,
  asOf: Instant,
): void {
  increase(moves.grades, `${before.end.grade}>${after.end.grade}`);
  increase(moves.levels, `${before.end.level}>${after.end.level}`);
  if (before.first !== undefined && after.first !== undefined) {
    if (after.first.known.at < before.first.known.at) moves.sooner += 1;
    if (after.first.known.at > before.first.known.at) moves.later += 1;
    return;
  }
  const first = before.first ?? after.first;
  if (first === undefined) return;
  const scores = { before: scoreAt(rules.before, first.known), after: scoreAt(rules.after, first.known) };
  countMover(before.first === undefined ? moves.gained : moves.lost, {
    id: lead.id,
    at: first.known.at,
    ended: outcomeOf(lead, asOf),
    path: first.path,
    before: standingOf(scores.before),
    after: standingOf(scores.after),
    rules: ruleChanges(scores.before, scores.after),
  });
}

const scoreAt = ({ scoring }: Rules, { profile, activities, at }: Known) =>
  scoring.explained(scoring.normalise(profile), activities, at);
