import { describe, expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { DAY, HOUR, MINUTE } from '#domain/instant.ts';
import { resubmit } from '#domain/lead/capture.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { confirm } from '#domain/lead/confirm.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import {
  aCapture,
  aConfirmedLead,
  aContext,
  aLead,
  aSubmission,
  aViewer,
  aWithdrawal,
  LEAD_ID,
  NOW,
  nowPlus,
  REQUEST_ID,
  someConsents,
} from '#test/support/a-lead.ts';
import { aForm } from '#test/support/a-playbook.ts';

const LATER = nowPlus(HOUR);
const again = aSubmission({
  locale: 'de',
  fields: { email: 'ada@wasserwerk.example', jobTitle: 'Plant manager', phone: '+49 30 123456' },
  consents: someConsents('email', 'phone'),
});
const resubmission = (lead = aLead()) => resubmit(lead, again, aContext(LATER, 'another-request'));

describe('a first submission', () => {
  const { lead, events, entries, before } = aCapture();

  it('makes a raw lead with a pending opt-in whose mail is wanted', () => {
    expect(before).toBeUndefined();
    expect(lead).toMatchObject({
      id: LEAD_ID,
      version: 1,
      stage: 'raw',
      locale: 'en',
      optIn: { status: 'pending', requestId: REQUEST_ID, mailWanted: true, mails: [] },
    });
    expect(lead.optIn.expiresAt).toBe(nowPlus(aForm().optInExpiry));
    expect(lead.mailRetry).toEqual({ at: nowPlus(5 * MINUTE), attempts: 0 });
  });

  it('says of every answer where and when it came from', () => {
    expect(lead.profile.company).toEqual({ value: 'Wasserwerk Nord', source: 'form:whitepaper', at: NOW });
  });

  it('puts into the ledger the exact words of each consent, who gave it, and on which page', () => {
    const page = 'https://www.flusswerk.example/whitepaper';
    const proofs = aCapture(aSubmission({ page })).entries;

    expect(entries).toHaveLength(2);
    expect(proofs[0]).toMatchObject({
      n: 1,
      kind: 'requested',
      channel: 'email',
      requestId: REQUEST_ID,
      viewer: aViewer,
      previous: '',
      wording: {
        text: aForm().consents[0]?.text.en,
        sha256: sha256(aForm().consents[0]?.text.en ?? ''),
        page,
        locale: 'en',
      },
    });
    expect(proofs[1]?.previous).toBe(proofs[0]?.hash);
  });

  it('announces itself with an id that the same change always makes', () => {
    expect(events).toEqual([
      {
        id: `${LEAD_ID}.1.0`,
        type: 'lead.captured',
        at: NOW,
        leadId: LEAD_ID,
        facts: { formId: 'whitepaper', requestId: REQUEST_ID },
      },
    ]);
  });
});

describe('a further submission', () => {
  it('takes the newest answers and consents while nobody confirmed, under the same link', () => {
    const { lead } = resubmission();

    expect(lead.profile).toMatchObject({ jobTitle: { value: 'Plant manager' }, company: { value: 'Wasserwerk Nord' } });
    expect(lead).toMatchObject({ locale: 'de', optIn: { status: 'pending', requestId: REQUEST_ID } });
    expect(lead.optIn.expiresAt).toBe(nowPlus(HOUR + aForm().optInExpiry));
    expect(Object.keys(lead.consents).sort()).toEqual(['email/paper-and-news', 'phone/sales-call']);
  });

  it('fills in only what is unknown of a confirmed lead, and confirms nothing by itself', () => {
    const { lead } = resubmission(aConfirmedLead());

    expect(lead.profile).toMatchObject({
      jobTitle: { value: 'Head of operations' },
      phone: { value: '+49 30 123456' },
    });
    expect(lead.optIn).toMatchObject({ status: 'confirmed', requestId: REQUEST_ID, mailWanted: true });
    expect(lead.consents).toMatchObject({
      'email/paper-and-news': { status: 'confirmed' },
      'phone/sales-call': { status: 'requested' },
    });
  });

  it('lets the owner of the address confirm what a later form asked for, once', () => {
    const { lead } = confirm(
      resubmission(aConfirmedLead()).lead,
      { requestId: REQUEST_ID, viewer: aViewer },
      LATER,
      sha256,
    );

    expect(lead.consents['phone/sales-call']).toMatchObject({ status: 'confirmed', at: LATER });
    expect(lead.optIn).toMatchObject({ mailWanted: false, decidedAt: NOW });
  });

  it.each([
    ['withdrew', () => withdraw(aConfirmedLead(), aWithdrawal, NOW, sha256).lead],
    ['let the request expire', () => aLead()],
  ])('starts over with a request of its own when the lead %s', (_how, lead) => {
    const { lead: renewed } = resubmit(lead(), again, aContext(nowPlus(9 * DAY), 'another-request'));

    expect(renewed.optIn).toMatchObject({ status: 'pending', requestId: 'another-request', mailWanted: true });
    expect(renewed.consents).toMatchObject({
      'email/paper-and-news': { status: 'requested' },
      'phone/sales-call': { status: 'requested' },
    });
    expect(() => confirm(renewed, { requestId: REQUEST_ID, viewer: aViewer }, nowPlus(9 * DAY), sha256)).toThrow();
  });

  it('wants no second mail within ten minutes of the first: the link in it still works', () => {
    const mailed = aLead({ optIn: { ...aLead().optIn, mailWanted: false, mails: [NOW] } });
    const soon = resubmit(mailed, again, aContext(nowPlus(10 * MINUTE - 1))).lead;
    const later = resubmit(mailed, again, aContext(nowPlus(10 * MINUTE))).lead;

    expect([soon.optIn.mailWanted, later.optIn.mailWanted]).toEqual([false, true]);
  });
});

describe('a flood of submissions', () => {
  const more = (lead: Lead, times: number, ms = 0) =>
    Array.from({ length: times }).reduce<Lead>((last) => resubmit(last, again, aContext(nowPlus(ms))).lead, lead);

  it('is taken note of a hundred times, and then no more: the proof stays readable', () => {
    const flooded = more(aLead(), 500);

    expect(flooded.ledger.entries).toBe(aLead().ledger.entries + 99 * again.consents.length);
    expect(isUnchanged(resubmit(flooded, again, aContext()))).toBe(true);
  });

  it('counts anew when the owner of the address answered, when a week has passed, and for a new request', () => {
    const flooded = more(aLead(), 500);
    const confirmed = confirm(flooded, { requestId: REQUEST_ID, viewer: aViewer }, NOW, sha256).lead;
    const withdrawn = withdraw(flooded, aWithdrawal, NOW, sha256).lead;

    for (const [lead, ms] of [
      [confirmed, 0],
      [withdrawn, 0],
      [flooded, 7 * DAY],
    ] as const)
      expect(isUnchanged(resubmit(lead, again, aContext(nowPlus(ms), 'another-request')))).toBe(false);
  });
});
