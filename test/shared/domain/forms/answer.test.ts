import { describe, expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { answer } from '#domain/forms/answer.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { wantedMails } from '#domain/lead/mails.ts';
import {
  aConfirmedLead,
  aContext,
  aSubmission,
  aViewer,
  nowPlus,
  REQUEST_ID,
  someConsents,
} from '#test/support/a-lead.ts';

const EMAIL = 'email/paper-and-news';
const PHONE = 'phone/sales-call';

const LATER = nowPlus(60_000);
const answered = (lead = aConfirmedLead(), sent: Parameters<typeof aSubmission>[0] = {}) =>
  answer(
    lead,
    aSubmission({ fields: { jobTitle: 'Operator', phone: '+49 30 1' }, consents: [], ...sent }),
    aContext(LATER, 'new-request'),
  );

describe('the answers of a recognised lead', () => {
  it('fill what is unknown, replace what is known, and are scored', () => {
    const { lead, events } = answered();

    expect(lead.profile).toMatchObject({
      email: { value: 'ada@wasserwerk.example' },
      jobTitle: { value: 'Operator', at: LATER },
      phone: { value: '+49 30 1' },
    });
    expect(events.map(({ type, facts }) => [type, facts])).toEqual([
      ['lead.resubmitted', { formId: 'whitepaper', requestId: REQUEST_ID }],
      ['lead.rescore-due', { because: 'answers' }],
    ]);
  });

  it('given again keep when they were first given, and need no new score', () => {
    const before = aConfirmedLead();
    const { lead, events } = answered(before, { fields: { jobTitle: 'Head of operations' } });

    expect(lead.profile).toBe(before.profile);
    expect(events.map(({ type }) => type)).toEqual(['lead.resubmitted']);
  });

  it('ask for no mail, and change neither opt-in nor consents, when there is nothing to confirm', () => {
    const before = aConfirmedLead();
    const { lead, entries } = answered(before, { consents: someConsents('email', 'tracking') });

    expect(wantedMails(lead, LATER)).toEqual([]);
    expect(lead.optIn).toBe(before.optIn);
    expect(lead.consents).toEqual(before.consents);
    expect(entries).toEqual([]);
  });

  it('with a new consent ask for the mail that confirms it, and what was given before goes on', () => {
    const { lead, entries } = answered(undefined, { consents: someConsents('email', 'phone') });

    expect(wantedMails(lead, LATER)).toEqual(['opt-in']);
    expect(lead.optIn).toMatchObject({ status: 'confirmed', requestId: REQUEST_ID });
    expect(lead.consents).toMatchObject({ [EMAIL]: { status: 'confirmed' }, [PHONE]: { status: 'requested' } });
    expect(entries).toMatchObject([{ channel: 'phone', kind: 'requested' }]);
    const confirmed = confirm(lead, { requestId: REQUEST_ID, viewer: aViewer }, LATER, sha256);
    expect(confirmed.lead.consents[PHONE]?.status).toBe('confirmed');
    expect(confirmed.entries).toMatchObject([{ channel: 'phone', kind: 'confirmed' }]);
  });

  it('wake up a consent that was withdrawn only by asking for it anew', () => {
    const before = aConfirmedLead();
    const phone = { channel: 'phone', purpose: 'sales-call', status: 'withdrawn', at: LATER } as const;
    const withdrawn = { ...before, consents: { ...before.consents, [PHONE]: phone } };

    expect(answered(withdrawn).lead.consents[PHONE]).toEqual(phone);
    expect(answered(withdrawn, { consents: someConsents('phone') }).lead.consents[PHONE]?.status).toBe('requested');
  });

  it('never take a confirmed consent back because a form asks for another purpose', () => {
    const other = someConsents('email').map((consent) => ({ ...consent, purpose: 'something-else' }));

    expect(answered(undefined, { consents: other }).lead.consents).toMatchObject({
      [EMAIL]: { status: 'confirmed' },
      'email/something-else': { status: 'requested' },
    });
  });
});
