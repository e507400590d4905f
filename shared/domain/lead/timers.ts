import { after, HOUR, type Instant } from '../instant.ts';
import { wasEverConfirmed } from './erasure.ts';
import type { Lead } from './lead.ts';
import { isKeptBySales } from './retention.ts';

export type TimerName =
  | 'opt-in-reminder'
  | 'retention'
  | 'erasure'
  | 'opt-in-expiry'
  | 'mail-retry'
  | 'offer-reminder'
  | 'offer-lapse'
  | 'routing-retry'
  | 'rescore';

/** What this lead waits for, and until when. Timers are nothing but a reading of the lead: nobody sets or cancels them. */
export function timersOf(lead: Lead): { name: TimerName; at: Instant }[] {
  const { optIn, offer, routing, mailRetry, stage, rescoreAt, erasure } = lead;
  // Its erasure has begun: nothing else happens to it. Should the news of that be lost, it is told again.
  if (erasure !== undefined) return [{ name: 'erasure', at: erasure.lookAt ?? after(erasure.requestedAt, HOUR) }];
  const timers: { name: TimerName; at: Instant }[] = [];
  const keptUntil = endOf(lead);
  if (keptUntil !== undefined) timers.push({ name: 'retention', at: keptUntil });
  if (optIn.status === 'pending' && optIn.remindAt !== undefined)
    timers.push({ name: 'opt-in-reminder', at: optIn.remindAt });
  if (optIn.status === 'pending') timers.push({ name: 'opt-in-expiry', at: optIn.expiresAt });
  if (mailRetry !== undefined) timers.push({ name: 'mail-retry', at: mailRetry.at });
  if (offer?.status === 'open') {
    if (offer.remindedAt === undefined) timers.push({ name: 'offer-reminder', at: offer.remindAt });
    timers.push({ name: 'offer-lapse', at: offer.acceptBy });
  }
  if (stage === 'mql' && optIn.status === 'confirmed' && routing?.retryAt !== undefined) {
    timers.push({ name: 'routing-retry', at: routing.retryAt });
  }

  // A customer's or a lost lead's score decides nothing.
  if ((stage === 'raw' || stage === 'mql') && optIn.status === 'confirmed' && rescoreAt !== undefined) {
    timers.push({ name: 'rescore', at: rescoreAt });
  }

  return timers;
}

/**
 * When the lead is to be erased: what nobody ever confirmed goes with its request, what was confirmed once when its retention ends, but not while a new request
 * is open.
 */
function endOf(lead: Lead): Instant | undefined {
  const { optIn, eraseAt } = lead;
  if (optIn.status === 'pending') return eraseAt === undefined || eraseAt > optIn.expiresAt ? eraseAt : optIn.expiresAt;
  if (optIn.status !== 'confirmed' && !wasEverConfirmed(lead)) return optIn.expiresAt;

  return isKeptBySales(lead) ? undefined : eraseAt;
}

/** When the earliest timer falls due; undefined for a lead that waits for nothing. */
export const dueAt = (lead: Lead): Instant | undefined =>
  timersOf(lead).reduce<Instant | undefined>(
    (first, { at }) => (first === undefined || at < first ? at : first),
    undefined,
  );
