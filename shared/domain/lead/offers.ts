import { after, HOUR, type Instant, isDue } from '../instant.ts';
import { type Change, changed, fact, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import { type Offer, ROUTE_WITHIN } from './offer.ts';
import { OfferOverError } from './offer-over-error.ts';
import { recycle } from './stage-moves.ts';

/** How long routing waits when everybody let the lead lapse, before it goes round again. */
const NEXT_ROUND = 24 * HOUR;

/** Whether routing has work: a marketing qualified lead that nobody has and nobody was asked about. */
export const needsOffer = (lead: Lead, now: Instant): boolean =>
  lead.stage === 'mql' &&
  lead.optIn.status === 'confirmed' &&
  lead.owner === undefined &&
  lead.offer?.status !== 'open' &&
  !isResting(lead, now);

const isResting = ({ routing }: Lead, now: Instant): boolean =>
  routing?.resting === true && routing.retryAt !== undefined && !isDue(routing.retryAt, now);

/** Puts the lead before one salesperson. Unchanged when it needs no offer any more: at most one is open. */
export function offer(
  lead: Lead,
  terms: Pick<Offer, 'id' | 'salesperson' | 'remindAt' | 'acceptBy'>,
  now: Instant,
): Change {
  if (!needsOffer(lead, now)) return unchanged(lead);
  const { retryAt: _retryAt, resting: _resting, ...routing } = { declined: [], lapsed: [], ...lead.routing };
  const { id: offerId, salesperson, acceptBy } = terms;

  return changed(
    lead,
    { ...lead, routing, offer: { ...terms, status: 'open', offeredAt: now, mailed: [] } },
    [fact('lead.offered', { offerId, salesperson, acceptBy })],
    now,
  );
}

/**
 * The salesperson takes the lead and owns it. The same answer again changes nothing.
 * @throws OfferOverError when the offer was declined, lapsed, ran out, or another took its place.
 */
export function accept(lead: Lead, offerId: string, now: Instant): Change {
  const current = answerable(lead, offerId, 'accepted', now);
  if (current.status === 'accepted') return unchanged(lead);
  const { routing: _, ...rest } = lead;
  const { salesperson } = current;

  return changed(
    lead,
    { ...rest, owner: salesperson, offer: { ...current, status: 'accepted', endedAt: now } },
    [fact('lead.accepted', { offerId, salesperson })],
    now,
  );
}

/**
 * The salesperson turns the lead down; routing goes on to the next.
 * @throws OfferOverError like `accept`.
 */
export function decline(lead: Lead, offerId: string, reason: string, now: Instant): Change {
  const current = answerable(lead, offerId, 'declined', now);
  if (current.status === 'declined') return unchanged(lead);
  const { salesperson } = current;
  const routing = {
    declined: [...(lead.routing?.declined ?? []), salesperson],
    lapsed: lead.routing?.lapsed ?? [],
    retryAt: after(now, ROUTE_WITHIN),
  };

  return changed(
    lead,
    { ...lead, routing, offer: { ...current, status: 'declined', endedAt: now } },
    [fact('lead.declined', { offerId, salesperson, reason })],
    now,
  );
}

/** Nobody is left to ask. Turned down by all: recycled. Somebody only let it lapse: another round among those, a day later. */
export function unrouted(lead: Lead, now: Instant): Change {
  if (!needsOffer(lead, now)) return unchanged(lead);
  const { declined, lapsed } = { declined: [], lapsed: [], ...lead.routing };
  if (lapsed.length === 0) return recycle(lead, { by: 'system', reason: 'declined by everybody' }, now);
  const retryAt = after(now, NEXT_ROUND);
  const facts = [fact('lead.unrouted', { retryAt, reason: 'nobody accepted in time' })];

  return changed(lead, { ...lead, routing: { declined, lapsed: [], retryAt, resting: true } }, facts, now);
}

function answerable(lead: Lead, offerId: string, answer: Offer['status'], now: Instant): Offer {
  const { offer } = lead;
  if (offer === undefined || offer.id !== offerId) throw new OfferOverError(lead.id, offerId);
  const open = offer.status === 'open' && !isDue(offer.acceptBy, now);
  if (!open && offer.status !== answer) throw new OfferOverError(lead.id, offerId);

  return offer;
}
