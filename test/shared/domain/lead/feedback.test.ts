import { describe, expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import type { SuppressionReason } from '#domain/consent/suppression.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import { blockByFeedback, recordDelivery } from '#domain/lead/feedback.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { aConfirmedLead, aLead, anOfferedLead, aWithdrawal, KEEP, NOW } from '#test/support/a-lead.ts';

type Reason = Parameters<typeof blockByFeedback>[1]['reason'];
const suppressions = [{ hash: 'hash', reason: 'complaint' as const, at: NOW, leadId: 'lead' }];
const block = (lead: Lead, reason: Reason) =>
  blockByFeedback(lead, { reason, suppressions, keepFor: KEEP }, NOW, sha256);

describe('a block by feedback', () => {
  it('ends the consents of whoever complained or has no mailbox, with the method in the proof and the event', () => {
    for (const [reason, method] of [
      ['complaint', 'complaint'],
      ['hard-bounce', 'bounce'],
    ] as const) {
      const { lead, entries, events, ...change } = block(aConfirmedLead(), reason);
      expect(Object.values(lead.consents).map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn']);
      expect(entries).toMatchObject([
        { kind: 'withdrawn', method },
        { kind: 'withdrawn', method },
      ]);
      expect(entries.every((entry) => !('viewer' in entry))).toBe(true);
      expect(events).toMatchObject([{ type: 'lead.withdrawn', facts: { method, optInEnded: true } }]);
      expect([lead.suppressed, change.suppressions]).toEqual([reason, suppressions]);
    }
  });

  it('takes back an open offer: nobody is asked to write to a mailbox that is not there', () => {
    expect(block(anOfferedLead(), 'hard-bounce').lead.offer).toBeUndefined();
  });

  it('for soft bounces ends no consent', () => {
    const { lead, entries, events } = block(aConfirmedLead(), 'soft-bounces');
    expect([lead.optIn.status, lead.suppressed, entries, events]).toEqual(['confirmed', 'soft-bounces', [], []]);
  });

  it('reaches a lead that waits for its opt-in', () => {
    expect(block(aLead(), 'hard-bounce').lead.optIn).toMatchObject({ status: 'withdrawn', mailWanted: false });
  });

  it.each<[SuppressionReason | undefined, Reason, SuppressionReason | undefined]>([
    [undefined, 'soft-bounces', 'soft-bounces'],
    ['unsubscribed', 'hard-bounce', 'hard-bounce'],
    ['soft-bounces', 'hard-bounce', 'hard-bounce'],
    ['hard-bounce', 'complaint', 'complaint'],
    ['complaint', 'hard-bounce', undefined],
    ['complaint', 'complaint', undefined],
    ['not-me', 'hard-bounce', undefined],
    ['hard-bounce', 'soft-bounces', undefined],
  ])('where %s stands, %s leads to %s', (standing, reason, expected) => {
    const { lead: over } = withdraw(aConfirmedLead(), aWithdrawal, NOW, sha256);
    const { suppressed: _, ...free } = over;
    const change = block({ ...free, ...(standing && { suppressed: standing }) }, reason);
    expect(isUnchanged(change) ? undefined : change.lead.suppressed).toBe(expected);
  });

  it('leaves a lead alone that is being erased', () => {
    const { lead } = requestErasure(aConfirmedLead(), { because: 'asked' }, NOW, sha256);
    expect(isUnchanged(block(lead, 'complaint'))).toBe(true);
    const delivery = { requestId: 'request', messageId: 'message', deliveredAt: NOW };
    expect(isUnchanged(recordDelivery(lead, delivery, NOW, sha256))).toBe(true);
  });
});

it('a delivery is one entry more in the proof and nothing else', () => {
  const before = aConfirmedLead();
  const delivery = { requestId: before.optIn.requestId, messageId: 'ses-1', deliveredAt: NOW };
  const { lead, entries, events } = recordDelivery(before, delivery, NOW, sha256);
  expect(entries).toMatchObject([{ kind: 'delivered', ...delivery, n: before.ledger.entries + 1 }]);
  expect(events).toEqual([]);
  expect({ ...lead, ledger: before.ledger, version: before.version }).toEqual(before);
});
