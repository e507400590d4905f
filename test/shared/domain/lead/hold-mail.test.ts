import { describe, expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { heldBy } from '#contracts/event-values.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#domain/instant.ts';
import { resubmit } from '#domain/lead/capture.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { holdMarketing, holdOptInMail } from '#domain/lead/hold-mail.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { claimMail, wantedMails } from '#domain/lead/mails.ts';
import { type HeldBy, isGivenUp } from '#domain/lead/opt-in.ts';
import { settle } from '#domain/lead/settle.ts';
import { dueAt, timersOf } from '#domain/lead/timers.ts';
import { aConfirmedLead, aContext, aLead, aSubmission, NOW, nowPlus, REQUEST_ID } from '#test/support/a-lead.ts';

const decisions: Record<HeldBy, 'tried again' | 'given up'> = {
  mailbox: 'tried again',
  network: 'tried again',
  domain: 'tried again',
  everybody: 'tried again',
  suppressed: 'given up',
  disposable: 'given up',
  role: 'given up',
};

describe.each(heldBy)('an opt-in mail held by %s', (by) => {
  const { lead, events } = holdOptInMail(aLead(), { by }, NOW);

  it(`is ${decisions[by]}, and the lead says why`, () => {
    const isWaiting = timersOf(lead).some(({ name }) => name === 'mail-retry');

    expect(lead.optIn.held).toEqual({ by, since: NOW });
    expect([wantedMails(lead, NOW), isWaiting]).toEqual(
      decisions[by] === 'given up' ? [[], false] : [['opt-in'], true],
    );
  });

  it('is announced once', () => {
    const again = holdOptInMail(lead, { by }, nowPlus(HOUR));

    expect(events).toMatchObject([{ type: 'lead.opt-in-held', facts: { requestId: REQUEST_ID, by } }]);
    expect(again.events).toEqual([]);
    expect(isUnchanged(again)).toBe(!isGivenUp(by));
  });
});

it('is not looked for again before there is room', () => {
  const until = nowPlus(7 * HOUR);

  const { lead } = holdOptInMail(aLead(), { by: 'mailbox', until }, NOW);

  expect(lead.mailRetry?.at).toBe(until);
  expect(isUnchanged(holdOptInMail(lead, { by: 'mailbox', until }, nowPlus(HOUR)))).toBe(true);
});

it('is looked for as often as its mailbox has room, not every few hours for a week', () => {
  let [lead, writes, now] = [aLead(), 0, NOW];
  const keep = (change: { lead: Lead; before: Lead | undefined }) => {
    if (change.lead !== change.before) writes += 1;
    lead = change.lead;
  };
  // Whenever there is room, another spelling of the address is quicker.
  for (const room of [10 * MINUTE, HOUR, DAY, 30 * DAY].map(nowPlus)) {
    keep(holdOptInMail(lead, { by: 'mailbox', until: room }, now));
    now = room;
    if (dueAt(lead) === room) keep(settle(lead, now, sha256));
  }

  expect(timersOf(lead).find(({ name }) => name === 'mail-retry')?.at).toBe(nowPlus(30 * DAY));
  expect(writes).toBe(7);
});

it('is not wanted again by further submissions of an address that gets none; a day later somebody may have lifted that', () => {
  const { lead } = holdOptInMail(aLead(), { by: 'suppressed' }, NOW);
  const wantedAfter = (ms: number) => resubmit(lead, aSubmission(), aContext(nowPlus(ms))).lead.optIn.mailWanted;

  expect([wantedAfter(DAY - SECOND), wantedAfter(DAY)]).toEqual([false, true]);
});

it('gives a claimed marketing mail up, and what is paused only back', () => {
  const claimed = claimMail(aConfirmedLead({ marketed: {} }), 'welcome', NOW).lead;
  const held = (by: 'suppressed' | 'paused') => holdMarketing(claimed, 'welcome', by, NOW).lead;

  expect([wantedMails(held('suppressed'), NOW), wantedMails(held('paused'), NOW)]).toEqual([[], ['welcome']]);
  expect(held('paused')).toMatchObject({ heldMails: { welcome: { by: 'paused', since: NOW } }, marketed: {} });
});
