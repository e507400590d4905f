import type { Scoring } from '#contracts/playbook.ts';
import { after, type Instant, isDue } from '../instant.ts';
import type { Reason, Score } from '../scoring/score.ts';
import { type Change, changed, type Fact, fact, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import { ROUTE_WITHIN } from './offer.ts';

type Policy = Pick<Scoring, 'recycleCooldown' | 'fallBelow'>;

/** One way the lead goes on from a new score: what is different about it, and what to announce besides the score. */
interface Step {
  readonly lead: Lead;
  readonly facts: readonly Fact[];
}

/**
 * Saves a score and does what it says: a disqualifier ends a raw or marketing qualified lead; an open path qualifies a raw one, only with a confirmed opt-in,
 * and after sales sent it back only when the playbook's pause is over; an MQL to which no path is open any more is recycled or kept as the playbook says. The
 * same score again changes nothing.
 */
export function recordScore(lead: Lead, score: Score, policy: Policy, now: Instant): Change {
  const scored = withRescore({ ...lead, score }, policy, now);
  const step = nextStep(scored, score, policy, now);
  if (step !== undefined) return changed(lead, step.lead, [scoredFact(score), ...step.facts], now);
  if (lead.score === undefined || !sameScore(lead.score, score)) return changed(lead, scored, [scoredFact(score)], now);

  // Only when to look again is new: nothing to tell.
  return lead.rescoreAt === scored.rescoreAt ? unchanged(lead) : changed(lead, scored, [], now);
}

function nextStep(lead: Lead, score: Score, policy: Policy, now: Instant): Step | undefined {
  if (score.disqualifiedBy !== undefined) return disqualified(lead, score.disqualifiedBy, now);
  if (score.path !== undefined) {
    if (lead.fellBelowAt !== undefined) return { lead: without(lead, 'fellBelowAt'), facts: [] };

    return mayQualify(lead, policy, now) ? qualified(lead, score, score.path, now) : undefined;
  }
  if (lead.stage !== 'mql' || lead.fellBelowAt !== undefined) return undefined;

  return policy.fallBelow === 'recycle' && lead.owner === undefined ? recycled(lead, now) : kept(lead, score, now);
}

function disqualified(lead: Lead, rule: string, now: Instant): Step | undefined {
  if (lead.stage !== 'raw' && lead.stage !== 'mql') return undefined;
  const by = { by: 'system', reason: `rule ${rule}` };
  const stages = { ...lead.stages, disqualified: { since: now, ...by } };

  return {
    lead: { ...nobodys(lead), stage: 'disqualified', stages },
    facts: [fact('lead.disqualified', by)],
  };
}

function qualified(lead: Lead, { reasons, ...score }: Score, path: string, now: Instant): Step {
  const stages = { ...lead.stages, mql: { since: now, by: 'system', reason: `path ${path}` } };
  const routing = { declined: [], lapsed: [], retryAt: after(now, ROUTE_WITHIN) };
  const { fit, engagement, grade, level, playbook } = score;

  return {
    lead: { ...lead, stage: 'mql', stages, routing },
    facts: [fact('lead.qualified', { path, fit, engagement, grade, level, playbook, reasons: told(reasons) })],
  };
}

function recycled(lead: Lead, now: Instant): Step {
  const stages = { ...lead.stages, raw: { since: now, by: 'system', reason: FELL_BELOW } };

  return { lead: { ...nobodys(lead), stage: 'raw', stages }, facts: [fact('lead.recycled', { reason: FELL_BELOW })] };
}

function kept(lead: Lead, { fit, engagement, grade, level, playbook }: Score, now: Instant): Step {
  return {
    lead: { ...lead, fellBelowAt: now },
    facts: [fact('lead.fell-below', { fit, engagement, grade, level, playbook })],
  };
}

/** Why a lead was recycled of itself. It needs no pause: whoever shows interest again is welcome. */
const FELL_BELOW = 'fell below';

function mayQualify(lead: Lead, policy: Policy, now: Instant): boolean {
  if (lead.stage !== 'raw' || lead.optIn.status !== 'confirmed') return false;
  const pause = pauseUntil(lead, policy);

  return pause === undefined || isDue(pause, now);
}

/** Until when a lead that sales sent back is left in peace. */
function pauseUntil({ stage, stages }: Lead, { recycleCooldown }: Policy): Instant | undefined {
  const { raw, mql } = stages;
  if (stage !== 'raw' || mql === undefined || raw === undefined || raw.reason === FELL_BELOW) return undefined;

  return after(raw.since, recycleCooldown);
}

/** When to look again though nothing happens: time changes the score, or ends the pause of a lead that would qualify. */
function withRescore(lead: Lead, policy: Policy, now: Instant): Lead {
  const pause = lead.score?.path === undefined ? undefined : pauseUntil(lead, policy);
  const moments = [lead.score?.nextChangeAt, pause].filter((at) => at !== undefined && !isDue(at, now)).sort();
  const [rescoreAt] = moments;

  return rescoreAt === undefined ? without(lead, 'rescoreAt') : { ...lead, rescoreAt };
}

const scoredFact = ({ fit, engagement, total, grade, level, playbook, reasons }: Score): Fact =>
  fact('lead.scored', { fit, engagement, total, grade, level, playbook, reasons: told(reasons) });

const told = (reasons: readonly Reason[]) => reasons.map(({ rule, points }) => ({ rule, points }));

/** Without what sales had of it. */
const nobodys = (lead: Lead): Lead => without(lead, 'offer', 'owner', 'routing', 'fellBelowAt');

function without(lead: Lead, ...keys: ('offer' | 'owner' | 'routing' | 'fellBelowAt' | 'rescoreAt')[]): Lead {
  const rest = { ...lead };
  for (const key of keys) delete rest[key];

  return rest;
}

/** The same by what it says; when it was reckoned does not count. */
const sameScore = (a: Score, b: Score): boolean =>
  a.playbook === b.playbook &&
  a.grade === b.grade &&
  a.level === b.level &&
  a.disqualifiedBy === b.disqualifiedBy &&
  a.path === b.path &&
  a.reasons.length === b.reasons.length &&
  a.reasons.every((reason, index) => sameReason(reason, b.reasons[index]));

const sameReason = (a: Reason, b: Reason | undefined): boolean =>
  a.rule === b?.rule && a.points === b.points && latestOf(a) === latestOf(b);

const latestOf = (reason: Reason): string | undefined =>
  reason.axis === 'engagement' ? reason.latest.activity : undefined;
