import { expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { DAY } from '#domain/instant.ts';
import { isUnchanged, unchanged } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { endOfRetention, keepWhileActive } from '#domain/lead/retention.ts';
import { settle } from '#domain/lead/settle.ts';
import { stages } from '#domain/lead/stage.ts';
import { timersOf } from '#domain/lead/timers.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import {
  aConfirmedLead,
  aLead,
  aLeadIn,
  anAcceptedLead,
  aWithdrawal,
  KEEP,
  NOW,
  nowPlus,
} from '#test/support/a-lead.ts';

const INACTIVE = 730 * DAY;
const quiet = (lead: Lead, lastActivity?: string) =>
  keepWhileActive(unchanged(lead), { lastActivity, inactive: INACTIVE }, NOW);
const erasedAt = (lead: Lead) => timersOf(lead).find(({ name }) => name === 'retention')?.at;
const typesAt = (lead: Lead, ms: number) => settle(lead, nowPlus(ms), sha256, INACTIVE).events.map(({ type }) => type);

it('keeps a quiet lead for as long as the playbook says after the last thing it did, a week longer at most, and erases it then', () => {
  const { lead } = quiet(aConfirmedLead(), nowPlus(10 * DAY));
  const until = erasedAt(lead) ?? '';

  expect(until >= nowPlus(740 * DAY)).toBe(true);
  expect(until < nowPlus(747 * DAY)).toBe(true);
  expect(typesAt(lead, 739 * DAY)).not.toContain('lead.erasure-requested');
  expect(typesAt(lead, 748 * DAY)).toContain('lead.erasure-requested');
});

it('writes a busy lead for this once a week at most', () => {
  const { lead } = quiet(aConfirmedLead(), nowPlus(0));
  const written = Array.from({ length: 28 }, (_, day) => quiet(lead, nowPlus(day * DAY))).filter(
    (change) => !isUnchanged(change),
  );

  expect(new Set(written.map(({ lead }) => lead.eraseAt)).size).toBeLessThanOrEqual(4);
  expect(isUnchanged(quiet(lead, nowPlus(0)))).toBe(true);
});

it('counts what anybody did with the lead, also after it was scored last', () => {
  const { lead } = quiet(aLeadIn('lost'));
  const lostLater = { ...lead, stages: { ...lead.stages, lost: { since: nowPlus(700 * DAY), by: 's', reason: 'r' } } };
  const settled = settle(lostLater, nowPlus(740 * DAY), sha256, INACTIVE);

  expect(settled.events.map(({ type }) => type)).not.toContain('lead.erasure-requested');
  expect(settled.lead.eraseAt).toBe(endOfRetention(lostLater, undefined, INACTIVE));
  expect(typesAt(settled.lead, 1440 * DAY)).toContain('lead.erasure-requested');
});

it.each(stages)('erases for being quiet only whom sales does not work with: %s', (stage) => {
  const lead = { ...aLeadIn(stage), eraseAt: NOW };

  expect(erasedAt(lead)).toBe(stage === 'sql' || stage === 'customer' ? undefined : NOW);
});

it('never erases a lead that a salesperson has, for being quiet; one that withdrew it does', () => {
  const owned = { ...anAcceptedLead(), eraseAt: NOW };

  expect(erasedAt(owned)).toBeUndefined();
  expect(erasedAt(withdraw(owned, aWithdrawal, NOW, sha256).lead)).toBe(nowPlus(KEEP));
});

it('keeps a customer that withdrew its consents: what it owes and is owed does not hang on them', () => {
  expect(erasedAt(withdraw(aLeadIn('customer'), aWithdrawal, NOW, sha256).lead)).toBeUndefined();
});

it('lets nobody be erased whose new request is open, and erases what was never confirmed with its request', () => {
  const again = aLead({ eraseAt: nowPlus(DAY) });
  expect(erasedAt(again)).toBe(again.optIn.expiresAt);
  const expired = aLead({ optIn: { ...aLead().optIn, status: 'expired' } });
  expect(erasedAt(expired)).toBe(expired.optIn.expiresAt);
  expect(erasedAt(aLead())).toBeUndefined();
});

it('changes nothing about a lead that is not confirmed', () => {
  expect(isUnchanged(quiet(aLead()))).toBe(true);
});
