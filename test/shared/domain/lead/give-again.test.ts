import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { consentKeyOf, isConsented, mayUse } from '#domain/consent/consents.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import { giveAgain } from '#domain/lead/give-again.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { wantedMails } from '#domain/lead/mails.ts';
import { timersOf } from '#domain/lead/timers.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { aConfirmedLead, aViewer, aWithdrawal, NOW, nowPlus, REQUEST_ID } from '#test/support/a-lead.ts';

const email = { channel: 'email', purpose: 'paper-and-news' } as const;
const tracking = { channel: 'tracking', purpose: 'interests' } as const;
const wording = { text: 'words', sha256: sha256('words'), formId: 'f', locale: 'en', privacyNotice: '1' } as const;
const later = nowPlus(60_000);

const withdrawn = (method: (typeof aWithdrawal)['method'] = 'preferences') =>
  withdraw(aConfirmedLead(), { ...aWithdrawal, method }, NOW, sha256).lead;
const give = (lead: Lead, consent: typeof email | typeof tracking = email, requestId = 'again') =>
  giveAgain(lead, { consent, wording, viewer: aViewer, requestId }, later, sha256);

describe('a withdrawn consent that is given again', () => {
  it('holds at once, and the opt-in with it, until when it had been', () => {
    const { lead, liftsRefusal, events } = give(withdrawn());

    expect(isConsented(lead.consents, email)).toBe(true);
    expect(lead.optIn).toMatchObject({ status: 'confirmed', requestId: 'again', decidedAt: later });
    expect(lead).not.toHaveProperty('suppressed');
    expect(timersOf(lead).map(({ name }) => name)).not.toContain('opt-in-expiry');
    expect(liftsRefusal).toBe(true);
    expect(events).toMatchObject([{ type: 'lead.confirmed', facts: { requestId: 'again' } }]);
  });

  it('asks for no opt-in mail and leaves nothing for an old link to confirm', () => {
    const { lead } = give(withdrawn());

    expect(wantedMails(lead, later)).not.toContain('opt-in');
    expect(() => confirm(lead, { requestId: REQUEST_ID, viewer: aViewer }, later, sha256)).toThrow();
  });

  it('is one consent: the others stay withdrawn', () => {
    expect(mayUse(give(withdrawn()).lead.consents, 'tracking')).toBe(false);
  });

  it('to anything but e-mail leaves the opt-in as it is', () => {
    const before = withdrawn();
    const { lead, liftsRefusal } = give(before, tracking);

    expect(isConsented(lead.consents, tracking)).toBe(true);
    expect(lead.optIn).toEqual(before.optIn);
    expect(liftsRefusal).toBeUndefined();
  });

  it('keeps the link of a request that still waits', () => {
    const requested = { ...withdrawn(), consents: { ...withdrawn().consents } };
    const waiting: Lead = {
      ...requested,
      optIn: { ...requested.optIn, status: 'pending', requestId: 'waiting', mailWanted: true, expiresAt: nowPlus(1e9) },
      consents: {
        ...requested.consents,
        'email/offers': { channel: 'email', purpose: 'offers', status: 'requested', at: NOW },
      },
    };
    const { lead } = give(waiting);

    expect(lead.optIn).toMatchObject({ status: 'confirmed', requestId: 'waiting', mailWanted: true });
    expect(isConsented(lead.consents, { channel: 'email', purpose: 'offers' })).toBe(false);
    const offers = confirm(lead, { requestId: 'waiting', viewer: aViewer }, later, sha256).lead.consents;
    expect(isConsented(offers, { channel: 'email', purpose: 'offers' })).toBe(true);
  });
});

describe('nothing is given', () => {
  it('that was not withdrawn, or to a lead that is being erased', () => {
    const erased = requestErasure(aConfirmedLead(), { because: 'asked' }, NOW, sha256).lead;

    expect(isUnchanged(give(aConfirmedLead()))).toBe(true);
    expect(isUnchanged(give(erased))).toBe(true);
  });

  it.each(['not-me', 'complaint', 'bounce'] as const)('to e-mail while the address is blocked by %s', (method) => {
    expect(isUnchanged(give(withdrawn(method)))).toBe(true);
    expect(isUnchanged(give(withdrawn(method), tracking))).toBe(false);
  });
});

it('withdrawing and giving in any order leaves what was said last, with a ledger entry or two for each change', () => {
  const step = fc.record({ gives: fc.boolean(), consent: fc.constantFrom(email, tracking) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let lead = aConfirmedLead();
      const said = new Map([email, tracking].map((consent) => [consentKeyOf(consent), true]));
      for (const [n, { gives, consent }] of steps.entries()) {
        const only = (one: { channel: string }) => one.channel === consent.channel;
        const change = gives
          ? give(lead, consent, `request-${n}`)
          : withdraw(lead, { ...aWithdrawal, only }, later, sha256);
        expect(change.lead.ledger.entries - lead.ledger.entries).toBe(isUnchanged(change) ? 0 : gives ? 2 : 1);
        lead = change.lead;
        said.set(consentKeyOf(consent), gives);
      }
      for (const consent of [email, tracking])
        expect(isConsented(lead.consents, consent)).toBe(said.get(consentKeyOf(consent)));
      expect(lead.optIn.status === 'confirmed').toBe(isConsented(lead.consents, email));
    }),
  );
});
