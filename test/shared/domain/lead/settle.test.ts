import { expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { DAY, HOUR, MINUTE } from '#domain/instant.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { settle } from '#domain/lead/settle.ts';
import { dueAt, type TimerName, timersOf } from '#domain/lead/timers.ts';
import { aConfirmedLead, aLead, anOffer, anOfferedLead, aQualifiedLead, NOW, nowPlus } from '#test/support/a-lead.ts';

const typesAt = (lead = aLead(), ms = 0) => settle(lead, nowPlus(ms), sha256).events.map(({ type }) => type);
const mailed = anOfferedLead({ offer: anOffer({ mailed: ['offer', 'offer-reminder'] }) });

const examples: Record<TimerName, { lead: ReturnType<typeof aLead>; due: number; announces: string[] }> = {
  'opt-in-expiry': {
    lead: aLead({ optIn: { ...aLead().optIn, mailWanted: false, expiresAt: nowPlus(7 * DAY) } }),
    due: 7 * DAY,
    // Nobody ever confirmed: what was entered goes with the request.
    announces: ['lead.opt-in-expired', 'lead.erasure-requested'],
  },
  'opt-in-reminder': {
    lead: aLead({ optIn: { ...aLead().optIn, mailWanted: false, remindAt: nowPlus(3 * DAY) } }),
    due: 3 * DAY,
    announces: ['lead.opt-in-reminder-due'],
  },
  retention: {
    lead: aConfirmedLead({ eraseAt: nowPlus(30 * DAY) }),
    due: 30 * DAY,
    announces: ['lead.withdrawn', 'lead.erasure-requested'],
  },
  // Nobody carried the order out.
  erasure: {
    lead: aLead({ mailRetry: undefined, erasure: { because: 'asked', requestedAt: NOW } } as Partial<Lead>),
    due: HOUR,
    announces: ['lead.erasure-requested'],
  },
  'mail-retry': { lead: aLead(), due: 5 * MINUTE, announces: ['lead.mail-due'] },
  'offer-reminder': { lead: mailed, due: 2 * HOUR, announces: ['lead.offer-reminder-due'] },
  'offer-lapse': {
    lead: anOfferedLead({ offer: anOffer({ remindedAt: NOW, mailed: ['offer', 'offer-reminder'] }) }),
    due: 4 * HOUR,
    announces: ['lead.offer-lapsed'],
  },
  rescore: {
    lead: aConfirmedLead({ rescoreAt: nowPlus(3 * DAY) }),
    due: 3 * DAY,
    announces: ['lead.rescore-due'],
  },
  'routing-retry': { lead: aQualifiedLead(), due: 15 * MINUTE, announces: ['lead.routing-due'] },
};

it.each(Object.entries(examples))(
  '%s: fires at its time, not a moment before, and not twice',
  (name, { lead, due, announces }) => {
    const settled = settle(
      { ...lead, ...(name === 'mail-retry' ? {} : { mailRetry: undefined }) } as typeof lead,
      nowPlus(due),
      sha256,
    );

    expect(timersOf(lead).map((timer) => timer.name)).toContain(name);
    expect(typesAt(lead, due - 1).filter((type) => announces.includes(type))).toEqual([]);
    expect(settled.events.map(({ type }) => type)).toEqual(announces);
    expect(isUnchanged(settle(settled.lead, nowPlus(due), sha256))).toBe(true);
  },
);

it('lets an offer lapse without a reminder when nobody looked until the deadline had passed', () => {
  const { lead, events } = settle(mailed, nowPlus(5 * HOUR), sha256);

  expect(events.map(({ type }) => type)).toEqual(['lead.offer-lapsed']);
  expect(lead).toMatchObject({ offer: { status: 'lapsed' }, routing: { lapsed: ['sales-1'] } });
});

it('sends no mail about an opt-in that has just expired', () => {
  expect(typesAt(aLead(), 30 * DAY)).toEqual(['lead.opt-in-expired', 'lead.erasure-requested']);
});

it('is due at the earliest of its timers, and never when it waits for nothing', () => {
  expect(dueAt(aLead())).toBe(nowPlus(5 * MINUTE));
  expect(dueAt(aConfirmedLead())).toBeUndefined();
});
