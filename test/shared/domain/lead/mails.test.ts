import { expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { HOUR, MINUTE, SECOND } from '#domain/instant.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { claimMail, MAIL_CLAIM, nextMailRetry, releaseMail, wantedMails } from '#domain/lead/mails.ts';
import { recordMail } from '#domain/lead/record-mail.ts';
import { settle } from '#domain/lead/settle.ts';
import {
  aLead,
  anAcceptedLead,
  anOffer,
  anOfferedLead,
  aQualifiedLead,
  NOW,
  nowPlus,
  OFFER_ID,
  REQUEST_ID,
} from '#test/support/a-lead.ts';

const sent = { mail: 'opt-in', about: REQUEST_ID, messageId: 'ses-1' } as const;

it.each([
  ['a captured lead', aLead(), ['opt-in']],
  ['a qualified lead', aQualifiedLead(), []],
  ['an offered lead', anOfferedLead(), ['offer']],
  [
    'a lead whose salesperson is to be reminded',
    anOfferedLead({ offer: anOffer({ remindedAt: NOW, mailed: ['offer'] }) }),
    ['offer-reminder'],
  ],
  ['an accepted lead', anAcceptedLead(), ['accepted']],
  [
    'an accepted lead whose owner knows',
    anAcceptedLead({ offer: anOffer({ status: 'accepted', mailed: ['accepted'] }) }),
    [],
  ],
] as const)('%s wants %3$j', (_who, lead, wanted) => {
  expect(wantedMails(lead, NOW)).toEqual(wanted);
});

it('wants no opt-in mail for a link that would not open anything any more', () => {
  expect(wantedMails(aLead(), aLead().optIn.expiresAt)).toEqual([]);
});

it('lets the next one send when the claim of who was first has run out', () => {
  const { lead } = claimMail(aLead(), 'opt-in', NOW);

  expect(isUnchanged(claimMail(lead, 'opt-in', nowPlus(MAIL_CLAIM - 1)))).toBe(true);
  expect(isUnchanged(claimMail(lead, 'opt-in', nowPlus(MAIL_CLAIM)))).toBe(false);
});

it('gives a claim back at once after a refusal', () => {
  const released = releaseMail(claimMail(aLead(), 'opt-in', NOW).lead, NOW).lead;

  expect(released.mailing).toBeUndefined();
  expect(isUnchanged(claimMail(released, 'opt-in', NOW))).toBe(false);
});

it('stops looking once the mail went out', () => {
  const { lead, events } = recordMail(claimMail(aLead(), 'opt-in', NOW).lead, sent, NOW, sha256);

  expect(lead.optIn).toMatchObject({ mailWanted: false, mails: [NOW] });
  expect([lead.mailRetry, lead.mailing]).toEqual([undefined, undefined]);
  expect(events).toMatchObject([{ type: 'lead.mailed', facts: { mail: 'opt-in', messageId: 'ses-1' } }]);
});

it('does not take a mail about an earlier offer for one about the present', () => {
  const lead = anOfferedLead({ offer: anOffer({ id: 'next-offer' }) });

  expect(
    wantedMails(recordMail(lead, { mail: 'offer', about: OFFER_ID, messageId: 'm' }, NOW, sha256).lead, NOW),
  ).toEqual(['offer']);
});

it('looks again after 5, then 10, 20 … minutes, at most six hours apart', () => {
  const first = aLead().mailRetry;
  const looks = Array.from({ length: 9 }, (_, n) => Date.parse(nextMailRetry(n, NOW).at) - Date.parse(NOW));

  expect(first?.at).toBe(nowPlus(5 * MINUTE));
  expect(looks.slice(0, 4)).toEqual([10, 20, 40, 80].map((minutes) => minutes * MINUTE));
  expect(Math.max(...looks)).toBe(6 * HOUR);
});

it('announces the mails that are missing when it is time to look', () => {
  const now = nowPlus(5 * MINUTE + SECOND);
  const { lead, events } = settle(aLead(), now, sha256);

  expect(events).toMatchObject([{ type: 'lead.mail-due', facts: { mails: ['opt-in'], attempt: 1 } }]);
  expect(lead.mailRetry).toEqual({ at: nowPlus(15 * MINUTE + SECOND), attempts: 1 });
});
