import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FeedbackKind, readMailFeedback } from '#contracts/mail-feedback.ts';
import { aBounce, aComplaint, aDelivery, aNotification } from '#test/support/mail-feedback.ts';
import { sharedData } from '#test/support/shared-data.ts';

const leadId = '01JQ0000000000000000000000';
const read = (event: unknown) => readMailFeedback(aNotification(event));

describe('what SES tells about a mail', () => {
  it('is read with lead and mail from the tags, whom it concerns, when, and what the other side said', () => {
    expect(read(aBounce({ messageId: 'm-1', tags: { lead: [leadId], mail: ['opt-in'] } }))).toEqual({
      messageId: 'm-1',
      leadId,
      mail: 'opt-in',
      kind: 'hard-bounce',
      recipients: ['ada@analytical.example'],
      at: '2026-03-02T08:00:05.000Z',
      diagnostic: 'smtp; 550 5.1.1 user unknown',
    });
  });

  it.each<[string, string, string, FeedbackKind]>([
    ['Permanent', 'General', 'failed', 'hard-bounce'],
    ['Permanent', 'NoEmail', 'failed', 'hard-bounce'],
    ['Permanent', 'Suppressed', 'failed', 'hard-bounce'],
    ['Permanent', 'OnAccountSuppressionList', 'failed', 'hard-bounce'],
    ['Transient', 'General', 'failed', 'soft-bounce'],
    ['Transient', 'MailboxFull', 'failed', 'soft-bounce'],
    ['Transient', 'MessageTooLarge', '', 'soft-bounce'],
    ['Transient', 'ContentRejected', 'failed', 'soft-bounce'],
    ['Transient', 'AttachmentRejected', 'failed', 'soft-bounce'],
    ['Undetermined', 'Undetermined', 'failed', 'soft-bounce'],
  ])('%s/%s (%s) is a bounce of its kind', (bounceType, bounceSubType, action, kind) => {
    expect(read(aBounce({}, { bounceType, bounceSubType }, { action }))?.kind).toBe(kind);
  });

  it.each([
    ['the simulator’s out-of-office note', aBounce({}, { bounceType: 'Transient', bounceSubType: 'General' }, {})],
    ['a real one', aBounce({}, { bounceType: 'Undetermined', bounceSubType: 'Undetermined', bouncedRecipients: [] })],
  ])('%s is no bounce', (_, event) => {
    expect(read(event)).toBeUndefined();
  });

  it('a hard bounce without a delivery report is a hard bounce all the same', () => {
    expect(read(aBounce({}, { bounceType: 'Permanent', bounceSubType: 'General' }, {}))).toMatchObject({
      kind: 'hard-bounce',
      recipients: ['ada@analytical.example'],
    });
  });

  it('a complaint is one, unless it says that the mail was no spam', () => {
    expect(read(aComplaint())?.kind).toBe('complaint');
    expect(read(aComplaint({}, { complaintFeedbackType: null }))?.kind).toBe('complaint');
    expect(read(aComplaint({}, { complaintFeedbackType: 'not-spam' }))).toBeUndefined();
  });

  it('a time with an offset becomes an instant', () => {
    expect(read(aDelivery({ at: '2012-05-25T14:59:38.613-07:00' }))?.at).toBe('2012-05-25T21:59:38.613Z');
  });

  it.each([['not-a-lead'], ['LEAD#1'], ['<script>'], ['']])('a tag %j names no lead', (tag) => {
    expect(read(aDelivery({ tags: { lead: [tag], mail: [tag.toUpperCase()] } }))).toMatchObject({ kind: 'delivered' });
    expect(read(aDelivery({ tags: { lead: [tag] } }))).not.toHaveProperty('leadId');
  });

  it('script in bounce diagnostics is text of bounded length', () => {
    const script = `<script>alert(1)</script>${'x'.repeat(10_000)}`;
    const bounced = read(
      aBounce({}, { bounceType: 'Permanent', bounceSubType: 'General' }, { diagnosticCode: script }),
    );
    expect(bounced?.diagnostic).toBe(script.slice(0, 500));
  });

  it('the text with which SES tries a new topic says nothing about a mail', () => {
    expect(read('Successfully validated SNS topic for Amazon SES event publishing.')).toBeUndefined();
  });

  it.each([
    ['no JSON', 'no JSON'],
    ['no envelope', JSON.stringify(aDelivery())],
    ['no event inside', aNotification('hello')],
    ['an event without its part', aNotification({ ...aDelivery(), delivery: undefined })],
    ['an event without a mail', aNotification({ ...aBounce(), mail: {} })],
    ['a confirmation of a subscription', JSON.stringify({ Type: 'SubscriptionConfirmation', Message: 'x' })],
  ])('%s cannot be read', (_, body) => {
    expect(() => readMailFeedback(body)).toThrow();
  });
});

const folder = sharedData('ses-events');

describe.skipIf(folder === undefined)('AWS’ own examples (skipped without ../shared/data/ses-events)', () => {
  const expected: Readonly<Record<string, FeedbackKind | undefined>> = {
    Bounce: 'hard-bounce',
    Complaint: 'complaint',
    Delivery: 'delivered',
    Reject: 'rejected',
    DeliveryDelay: 'delayed',
  };
  const files = folder === undefined ? [] : readdirSync(folder).filter((name) => name.startsWith('event-publishing'));

  it.each(files)('%s', (file) => {
    const text = readFileSync(join(folder ?? '', file), 'utf8');
    const name = file.split('.').at(-2) ?? '';
    const told = readMailFeedback(aNotification(text));
    expect(told?.kind).toBe(expected[name]);
    if (told === undefined) return;
    expect(told.messageId).toBe('EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000');
    expect(told.recipients).toHaveLength(1);
    expect(told.at).toMatch(/Z$/);
  });

  it('are ten, of which five say what became of a mail', () => {
    expect(files).toHaveLength(10);
    const told = files.filter((file) =>
      readMailFeedback(aNotification(readFileSync(join(folder ?? '', file), 'utf8'))),
    );
    expect(told).toHaveLength(5);
  });

  it('SNS’s envelope is read as it lies in a queue; one that carries something else is refused', () => {
    const { Records } = JSON.parse(readFileSync(join(folder ?? '', 'sqs-sns-body.json'), 'utf8'));
    const { body } = Records[0];
    const withEvent = JSON.stringify({ ...JSON.parse(body), Message: JSON.stringify(aDelivery()) });
    expect(readMailFeedback(withEvent)?.kind).toBe('delivered');
    expect(() => readMailFeedback(body)).toThrow();
  });

  it('what comes from other triggers is refused', () => {
    const foreign = readdirSync(folder ?? '').filter((name) => !name.startsWith('event-publishing'));
    for (const file of foreign)
      expect(() => readMailFeedback(readFileSync(join(folder ?? '', file), 'utf8'))).toThrow();
  });
});
