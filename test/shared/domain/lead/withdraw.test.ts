import { expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import type { Channel } from '#contracts/playbook.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { timersOf } from '#domain/lead/timers.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import {
  aCapture,
  aSubmission,
  aViewer,
  aWithdrawal,
  KEEP,
  NOW,
  nowPlus,
  REQUEST_ID,
  someConsents,
} from '#test/support/a-lead.ts';

const { lead: captured } = aCapture(aSubmission({ consents: someConsents('email', 'phone') }));
const { lead: agreed } = confirm(captured, { requestId: REQUEST_ID, viewer: aViewer }, NOW, sha256);
const leaving = (lead = agreed, ...channels: Channel[]) =>
  withdraw(lead, { ...aWithdrawal, only: ({ channel }) => channels.includes(channel) }, NOW, sha256).lead;
const retention = (lead: typeof agreed) => timersOf(lead).find(({ name }) => name === 'retention')?.at;

it('ends the opt-in with the last consent to e-mail; a consent to calls stands, and the lead is kept for it', () => {
  const left = leaving(agreed, 'email');

  expect(left).toMatchObject({
    optIn: { status: 'withdrawn' },
    consents: { 'email/paper-and-news': { status: 'withdrawn' }, 'phone/sales-call': { status: 'confirmed' } },
  });
  expect(retention(left)).toBe(retention(agreed));
});

it('keeps nobody for a consent to tracking alone: we could not even write', () => {
  const { lead } = aCapture(aSubmission({ consents: someConsents('email', 'tracking') }));
  const tracked = confirm(lead, { requestId: REQUEST_ID, viewer: aViewer }, NOW, sha256).lead;

  expect(retention(leaving(tracked, 'email'))).toBe(nowPlus(KEEP));
});

it('with nothing left keeps the lead for as long as the playbook says, whichever consent was the last', () => {
  expect(retention(leaving(agreed, 'email', 'phone'))).toBe(nowPlus(KEEP));
  expect(retention(leaving(leaving(agreed, 'email'), 'phone'))).toBe(nowPlus(KEEP));
});
