import { describe, expect, it } from 'vitest';
import { heldBy } from '#contracts/events.ts';
import { DAY, HOUR, SECOND } from '#domain/instant.ts';
import { resubmit } from '#domain/lead/capture.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { holdMarketing, holdOptInMail } from '#domain/lead/hold-mail.ts';
import { claimMail, wantedMails } from '#domain/lead/mails.ts';
import { type HeldBy, isGivenUp } from '#domain/lead/opt-in.ts';
import { timersOf } from '#domain/lead/timers.ts';
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

  expect(holdOptInMail(aLead(), { by: 'mailbox', until }, NOW).lead.mailRetry?.at).toBe(until);
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
