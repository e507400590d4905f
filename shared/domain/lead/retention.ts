import { after, DAY, type Instant } from '../instant.ts';
import { type Change, changed, isUnchanged } from './change.ts';
import type { Lead } from './lead.ts';

const WEEK = 7 * DAY;

/**
 * Whether sales still works with the lead, or it is a customer: then it is not erased for being quiet, and a customer not for having withdrawn its consents
 * either. What the company owes a customer, and needs of it, does not hang on a consent.
 */
export const isKeptBySales = ({ stage, owner, optIn }: Pick<Lead, 'stage' | 'owner' | 'optIn'>): boolean =>
  stage === 'sql' || stage === 'customer' || (stage === 'mql' && owner !== undefined && optIn.status === 'confirmed');

/** The last time that something happened to the lead, besides what it did on the site. */
const lastTouched = ({ capturedAt, optIn, stages, offer }: Lead): Instant =>
  [
    capturedAt,
    optIn.requestedAt,
    optIn.decidedAt,
    offer?.offeredAt,
    offer?.endedAt,
    ...Object.values(stages).map(({ since }) => since),
  ]
    .filter((at) => at !== undefined)
    .reduce((last, at) => (at > last ? at : last));

/**
 * When a lead that is quiet from now on has to be erased: so long after the last thing it did, or anybody did with it. Rounded up to full weeks, so that a busy
 * lead is written for this once a week at most: never too early, a week late at most.
 */
export function endOfRetention(lead: Lead, lastActivity: Instant | undefined, inactive: number): Instant {
  const touched = lastTouched(lead);
  const last = lastActivity !== undefined && lastActivity > touched ? lastActivity : touched;

  return new Date(Math.ceil(Date.parse(after(last, inactive)) / WEEK) * WEEK).toISOString();
}

/** A confirmed lead is kept while something happens: takes into a change until when. Of a lead that nothing else changes, it makes one. */
export function keepWhileActive(
  change: Change,
  { lastActivity, inactive }: { readonly lastActivity: Instant | undefined; readonly inactive: number },
  now: Instant,
): Change {
  if (change.lead.optIn.status !== 'confirmed') return change;
  const eraseAt = endOfRetention(change.lead, lastActivity, inactive);
  if (change.lead.eraseAt === eraseAt) return change;
  const lead = { ...change.lead, eraseAt };

  return isUnchanged(change) ? changed(change.before, lead, [], now) : { ...change, lead };
}
