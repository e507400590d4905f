import type { Scoring } from '#contracts/playbook.ts';
import { after, type Instant, isDue } from '../instant.ts';
import type { Reason, Score } from '../scoring/score.ts';
import { type Change, changed, type Fact, fact, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import { ROUTE_WITHIN } from './offer.ts';

/**
 * Saves a score and, when it opens a path to MQL, qualifies the lead: only a raw one, only with a confirmed opt-in, and after a recycle only when the
 * playbook's pause is over. The same score again changes nothing.
 */
export function recordScore(
  lead: Lead,
  score: Score,
  path: string | undefined,
  scoring: Pick<Scoring, 'recycleCooldown'>,
  now: Instant,
): Change {
  const qualifies = path !== undefined && mayQualify(lead, scoring, now);
  if (!qualifies && lead.score !== undefined && sameScore(lead.score, score)) return unchanged(lead);
  const { fit, engagement, total, playbook, reasons } = score;
  const scored = fact('lead.scored', {
    fit,
    engagement,
    total,
    playbook,
    reasons: reasons.map(({ rule, points }) => ({ rule, points })),
  });
  if (!qualifies) return changed(lead, { ...lead, score }, [scored], now);
  const stages = { ...lead.stages, mql: { since: now, by: 'system', reason: `path ${path}` } };
  const routing = { declined: [], lapsed: [], retryAt: after(now, ROUTE_WITHIN) };
  const facts: Fact[] = [scored, fact('lead.qualified', { path, fit, engagement, playbook })];

  return changed(lead, { ...lead, score, stage: 'mql', stages, routing }, facts, now);
}

function mayQualify(lead: Lead, { recycleCooldown }: Pick<Scoring, 'recycleCooldown'>, now: Instant): boolean {
  if (lead.stage !== 'raw' || lead.optIn.status !== 'confirmed') return false;
  const recycled = lead.stages.mql !== undefined ? lead.stages.raw?.since : undefined;

  return recycled === undefined || isDue(after(recycled, recycleCooldown), now);
}

/** The same by what it says; when it was reckoned does not count. */
const sameScore = (a: Score, b: Score): boolean =>
  a.playbook === b.playbook &&
  a.reasons.length === b.reasons.length &&
  a.reasons.every((reason, index) => sameReason(reason, b.reasons[index]));

const sameReason = (a: Reason, b: Reason | undefined): boolean =>
  a.rule === b?.rule && a.points === b.points && latestOf(a) === latestOf(b);

const latestOf = (reason: Reason): string | undefined =>
  reason.axis === 'engagement' ? reason.latest.activity : undefined;
