import type { EventType } from '#contracts/events.ts';
import type { SqlRequirement } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';
import { type Change, changed, fact, unchanged } from './change.ts';
import { shortcomings } from './established.ts';
import { ForbiddenTransitionError } from './forbidden-transition-error.ts';
import type { Lead } from './lead.ts';
import { NotEstablishedError } from './not-established-error.ts';
import { mayMove, type Stage } from './stage.ts';

/** Who moves a lead (`system` or `sales:<id>`), and why. */
export interface Mover {
  readonly by: string;
  readonly reason: string;
}

type Announced = Extract<EventType, 'lead.sales-qualified' | 'lead.won' | 'lead.lost' | 'lead.disqualified'>;

/**
 * Sales has established what the playbook asks for: MQL becomes SQL. Needs an owner.
 * @throws NotEstablishedError that names what is open, or does not qualify.
 */
export function salesQualify(lead: Lead, mover: Mover, requirements: readonly SqlRequirement[], now: Instant): Change {
  if (lead.stage === 'mql') {
    if (lead.owner === undefined) throw new ForbiddenTransitionError(lead.id, lead.stage, 'sql');
    const open = shortcomings(lead, requirements);
    if (open.missing.length + open.unfit.length > 0) throw new NotEstablishedError(lead.id, open);
  }

  return move(lead, 'sql', 'lead.sales-qualified', mover, now);
}

export const win = (lead: Lead, mover: Mover, now: Instant): Change => move(lead, 'customer', 'lead.won', mover, now);

export const lose = (lead: Lead, mover: Mover, now: Instant): Change => move(lead, 'lost', 'lead.lost', mover, now);

/** Ends the lead for good: it will never be a customer (competitor, student, nonsense). */
export const disqualify = (lead: Lead, mover: Mover, now: Instant): Change =>
  move(lead, 'disqualified', 'lead.disqualified', mover, now);

/** Gives a declined or lost lead back to marketing: raw again, nobody's. */
export function recycle(lead: Lead, { by, reason }: Mover, now: Instant): Change {
  if (lead.stage === 'raw') return unchanged(lead);
  guard(lead, 'raw');
  const stages = { ...lead.stages, raw: { since: now, by, reason } };

  return changed(lead, { ...withoutSales(lead), stage: 'raw', stages }, [fact('lead.recycled', { reason })], now);
}

function move(lead: Lead, to: Stage, type: Announced, { by, reason }: Mover, now: Instant): Change {
  if (lead.stage === to) return unchanged(lead);
  guard(lead, to);
  const stages = { ...lead.stages, [to]: { since: now, by, reason } };
  const after = to === 'disqualified' ? withoutSales(lead) : lead;

  return changed(lead, { ...after, stage: to, stages }, [fact(type, { by, reason })], now);
}

function guard(lead: Lead, to: Stage): void {
  if (!mayMove(lead.stage, to)) throw new ForbiddenTransitionError(lead.id, lead.stage, to);
}

function withoutSales(lead: Lead): Lead {
  const { offer: _offer, owner: _owner, routing: _routing, fellBelowAt: _fellBelowAt, ...rest } = lead;

  return rest;
}
