import { describe, expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { HOUR } from '#domain/instant.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { type OfferStatus, offerStatuses } from '#domain/lead/offer.ts';
import { accept, decline, needsOffer, offer, unrouted } from '#domain/lead/offers.ts';
import { settle } from '#domain/lead/settle.ts';
import { timersOf } from '#domain/lead/timers.ts';
import {
  anAcceptedLead,
  anOfferedLead,
  aQualifiedLead,
  NOW,
  nowPlus,
  OFFER_ID,
  someTerms,
} from '#test/support/a-lead.ts';

const LATER = nowPlus(HOUR);
const TOO_LATE = nowPlus(4 * HOUR);

const leads: Record<OfferStatus, () => Lead> = {
  open: () => anOfferedLead(),
  accepted: () => anAcceptedLead(),
  declined: () => decline(anOfferedLead(), OFFER_ID, 'no-fit', NOW).lead,
  lapsed: () => settle(anOfferedLead(), TOO_LATE, sha256).lead,
};

const answers = {
  accept: (lead: Lead) => accept(lead, OFFER_ID, LATER),
  'accept at the deadline': (lead: Lead) => accept(lead, OFFER_ID, TOO_LATE),
  'accept another offer': (lead: Lead) => accept(lead, 'another', LATER),
  decline: (lead: Lead) => decline(lead, OFFER_ID, 'no-fit', LATER),
  'decline at the deadline': (lead: Lead) => decline(lead, OFFER_ID, 'no-fit', TOO_LATE),
  'offer again': (lead: Lead) => offer(lead, someTerms(LATER, 'next', 'sales-2'), LATER),
} as const;
type Answer = keyof typeof answers;

const machine: Record<OfferStatus, Record<Answer, OfferStatus | 'OfferOverError' | 'unchanged'>> = {
  open: {
    accept: 'accepted',
    'accept at the deadline': 'OfferOverError',
    'accept another offer': 'OfferOverError',
    decline: 'declined',
    'decline at the deadline': 'OfferOverError',
    'offer again': 'unchanged',
  },
  accepted: {
    accept: 'unchanged',
    'accept at the deadline': 'unchanged',
    'accept another offer': 'OfferOverError',
    decline: 'OfferOverError',
    'decline at the deadline': 'OfferOverError',
    'offer again': 'unchanged',
  },
  declined: {
    accept: 'OfferOverError',
    'accept at the deadline': 'OfferOverError',
    'accept another offer': 'OfferOverError',
    decline: 'unchanged',
    'decline at the deadline': 'unchanged',
    'offer again': 'open',
  },
  lapsed: {
    accept: 'OfferOverError',
    'accept at the deadline': 'OfferOverError',
    'accept another offer': 'OfferOverError',
    decline: 'OfferOverError',
    'decline at the deadline': 'OfferOverError',
    'offer again': 'open',
  },
};

function outcome(lead: Lead, answer: Answer): string {
  try {
    const change = answers[answer](lead);
    return change.lead === lead ? 'unchanged' : (change.lead.offer?.status ?? 'none');
  } catch (error) {
    return (error as Error).name;
  }
}

describe.each(offerStatuses)('an offer that is %s', (status) => {
  it.each(Object.keys(answers) as Answer[])('%s', (answer) => {
    expect(outcome(leads[status](), answer)).toBe(machine[status][answer]);
  });
});

it('makes who accepts the owner, and stops routing', () => {
  const lead = anAcceptedLead();

  expect(lead).toMatchObject({ owner: 'sales-1', stage: 'mql' });
  expect(lead.routing).toBeUndefined();
  expect(needsOffer(lead, LATER)).toBe(false);
});

it('recycles a lead that everybody turned down', () => {
  const lead = aQualifiedLead({ routing: { declined: ['sales-1', 'sales-2'], lapsed: [] } });
  const change = unrouted(lead, NOW);

  expect(change.lead).toMatchObject({ stage: 'raw', stages: { raw: { since: NOW, reason: 'declined by everybody' } } });
  expect(change.lead.routing).toBeUndefined();
  expect(change.events).toMatchObject([{ type: 'lead.recycled' }]);
});

it('lets a lead rest for a day when somebody only let it lapse, then asks again who did not decline', () => {
  const lead = aQualifiedLead({ routing: { declined: ['sales-1'], lapsed: ['sales-2'] } });
  const resting = unrouted(lead, NOW).lead;
  const dayLater = nowPlus(24 * HOUR);

  expect(needsOffer(resting, nowPlus(23 * HOUR))).toBe(false);
  expect(timersOf(resting)).toEqual([{ name: 'routing-retry', at: dayLater }]);
  const woken = settle(resting, dayLater, sha256);
  expect(woken.events).toMatchObject([{ type: 'lead.routing-due' }]);
  expect(needsOffer(woken.lead, dayLater)).toBe(true);
  expect(woken.lead.routing).toMatchObject({ declined: ['sales-1'], lapsed: [] });
});
