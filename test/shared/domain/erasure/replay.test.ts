import { expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { eraseAgain, type ListedAddress, mayBringBack, newsSince, replay } from '#domain/erasure/replay.ts';
import { DAY, HOUR } from '#domain/instant.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import { aConfirmedLead, aViewer, KEEP, NOW, nowPlus } from '#test/support/a-lead.ts';

const SINCE = nowPlus(-DAY);
const listed = (about: Partial<ListedAddress>): ListedAddress => ({ hash: 'hash', erasedLeads: [], ...about });
const refused = (reason: 'unsubscribed' | 'erased', at = NOW) => listed({ refusal: { reason, at } });
const blocked = (reason: 'not-me' | 'complaint' | 'hard-bounce' | 'soft-bounces', at = NOW) =>
  listed({ block: { reason, at } });
const replayed = (address: ListedAddress, lead = aConfirmedLead()) =>
  replay(lead, address, { since: SINCE, keepFor: KEEP }, NOW, sha256);

it('looks for erased leads unless the list says that all of it was before the point', () => {
  const before = nowPlus(-DAY - 2 * HOUR);
  expect(mayBringBack(listed({ erasedLeads: ['a'] }), SINCE)).toBe(true);
  expect(mayBringBack({ ...refused('erased', before), erasedLeads: ['a'] }, SINCE)).toBe(false);
  expect(mayBringBack({ ...refused('erased'), erasedLeads: ['a'] }, SINCE)).toBe(true);
  // Erased, come back, unsubscribed: nobody knows when the erasure was.
  expect(mayBringBack({ ...refused('unsubscribed', before), erasedLeads: ['a'] }, SINCE)).toBe(true);
  expect(mayBringBack(listed({}), SINCE)).toBe(false);
});

it('knows what was said since, give or take an hour', () => {
  expect(newsSince(refused('unsubscribed'), SINCE)).toEqual(['unsubscribed']);
  expect(newsSince(blocked('complaint', nowPlus(-DAY - HOUR)), SINCE)).toEqual(['complaint']);
  expect(newsSince(blocked('complaint', nowPlus(-DAY - HOUR - 1)), SINCE)).toEqual([]);
});

it.each(['not-me', 'complaint', 'hard-bounce'] as const)(
  'ends everything for %s, and writes nothing to the list',
  (reason) => {
    const { lead, suppressions } = replayed(blocked(reason));

    expect(lead).toMatchObject({ suppressed: reason, optIn: { status: 'withdrawn' } });
    expect(suppressions).toBeUndefined();
  },
);

it('ends no consent for a full mailbox, but says that nothing goes there', () => {
  expect(replayed(blocked('soft-bounces')).lead).toMatchObject({
    suppressed: 'soft-bounces',
    optIn: { status: 'confirmed' },
  });
});

it('withdraws by the method on record', () => {
  const { entries } = replayed(listed({ refusal: { reason: 'unsubscribed', at: NOW, method: 'one-click' } }));

  expect(entries.map((entry) => 'method' in entry && entry.method)).toContain('one-click');
});

it('leaves alone who said nothing since, or is being erased', () => {
  expect(isUnchanged(replayed(refused('unsubscribed', nowPlus(-2 * DAY))))).toBe(true);
  const going = requestErasure(aConfirmedLead(), { because: 'asked', viewer: aViewer }, NOW, sha256).lead;
  expect(isUnchanged(replayed(refused('unsubscribed'), going))).toBe(true);
});

it('orders an erasure again without listing the address again', () => {
  const { lead, suppressions, releasesAddress } = eraseAgain(aConfirmedLead(), NOW, sha256);

  expect(lead.erasure?.because).toBe('operator');
  expect({ suppressions, releasesAddress }).toEqual({ suppressions: undefined, releasesAddress: true });
  expect(isUnchanged(eraseAgain(lead, NOW, sha256))).toBe(true);
});
