import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailFeedback, readMailFeedback } from '#contracts/mail-feedback.ts';
import type { Outcome } from '#local/aws/ses-simulator.ts';
import { UnheardMailError } from '#local/aws/unheard-mail-error.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { startTestAws, type TestAws } from '../support/local-aws.ts';

const leadId = '01JQ0000000000000000000000';
let test: TestAws;
beforeAll(async () => {
  test = await startTestAws();
});
afterAll(() => test?.stop());

/** Sends a mail and answers its id. */
async function send(to: string, { headers = '', set = 'outbound' as string | null } = {}): Promise<string> {
  const Data = Buffer.from(`From: Goldpan <hello@mail.example.com>\r\nTo: ${to}\r\nSubject: Hi\r\n${headers}\r\nHello`);
  const command = new SendRawEmailCommand({
    RawMessage: { Data },
    Destinations: [to],
    ...(set === null ? {} : { ConfigurationSetName: set }),
  });
  const { MessageId = '' } = await new SESClient(test.worker).send(command);
  await waitFor(() => test.aws.mailOutcomes.pending === 0);

  return MessageId;
}

const bodies = () => test.aws.sqs.peek('outcomes').map(({ body }) => body);
const told = (messageId: string): MailFeedback[] =>
  bodies()
    .map((body) => readMailFeedback(body))
    .filter((feedback) => feedback?.messageId === messageId) as MailFeedback[];
const eventsOf = (messageId: string) =>
  bodies()
    .map((body) => JSON.parse(JSON.parse(body).Message))
    .filter(({ mail }) => mail.messageId === messageId);

describe('a mail of a configuration set', () => {
  it('is told as delivered, with its tags, in SNS’s envelope', async () => {
    const id = await send('ada@example.net', {
      headers: `X-SES-MESSAGE-TAGS: lead=${leadId}, mail=opt-in\r\nX-SES-CONFIGURATION-SET: outbound\r\n`,
    });
    expect(told(id)).toEqual([
      {
        messageId: id,
        leadId,
        mail: 'opt-in',
        kind: 'delivered',
        recipients: ['ada@example.net'],
        at: expect.stringMatching(/Z$/),
        diagnostic: '250 2.6.0 Message received',
      },
    ]);
    expect(eventsOf(id)[0].mail).toMatchObject({
      source: expect.stringContaining('hello@mail.example.com'),
      sourceArn: 'arn:aws:ses:eu-central-1:000000000000:identity/mail.example.com',
      tags: {
        'ses:configuration-set': ['outbound'],
        'ses:caller-identity': ['worker-role'],
        'ses:from-domain': ['mail.example.com'],
        lead: [leadId],
      },
    });
  });

  it('arrives without the headers that were for SES', async () => {
    const id = await send('ada@example.net', {
      headers: 'X-SES-MESSAGE-TAGS: mail=opt-in\r\nX-SES-CONFIGURATION-SET: outbound\r\n',
    });
    expect(Object.keys(test.aws.inbox.get(id)?.headers ?? {}).filter((name) => name.startsWith('x-ses'))).toEqual([]);
    expect(test.aws.inbox.get(id)?.sent).toEqual({
      configurationSet: 'outbound',
      caller: 'worker-role',
      tags: { mail: 'opt-in' },
    });
  });

  it.each(['mail=opt in', 'mail=', 'ma:il=x', 'ses:x=y', 'mail'])('is refused with the tag %s', async (tag) => {
    await expect(send('ada@example.net', { headers: `X-SES-MESSAGE-TAGS: ${tag}\r\n` })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  it('counts as a notification and as a request to the queue', async () => {
    const before = test.aws.meter.snapshot().units;
    await send('ada@example.net');
    const after = test.aws.meter.snapshot().units;
    expect(after.notifications - before.notifications).toBe(1);
    expect(after.queueRequests - before.queueRequests).toBe(1);
  });
});

describe('the mailbox simulator', () => {
  it.each<[string, (string | undefined)[], Outcome[]]>([
    ['success@simulator.amazonses.com', ['delivered'], []],
    ['bounce@simulator.amazonses.com', ['hard-bounce'], ['hard-bounce']],
    ['bounce+label@simulator.amazonses.com', ['hard-bounce'], ['hard-bounce']],
    ['complaint@simulator.amazonses.com', ['delivered', 'complaint'], ['complaint']],
    ['suppressionlist@simulator.amazonses.com', ['hard-bounce'], ['suppressed']],
    ['constructor@simulator.amazonses.com', ['delivered'], []],
  ])('%s', async (to, kinds, reports) => {
    const id = await send(to);
    expect(told(id).map(({ kind }) => kind)).toEqual(kinds);
    expect(test.aws.inbox.get(id)?.reports.map(({ outcome }) => outcome)).toEqual(reports);
  });

  it('an out-of-office note comes as a bounce that is none', async () => {
    const id = await send('ooto@simulator.amazonses.com');
    expect(eventsOf(id).map(({ eventType }) => eventType)).toEqual(['Delivery', 'Bounce']);
    const about = bodies().filter((body) => body.includes(id));
    expect(about.map((body) => readMailFeedback(body)?.kind)).toEqual(['delivered', undefined]);
  });
});

describe('whoever looks at the inbox', () => {
  it.each<[Outcome, string]>([
    ['hard-bounce', 'hard-bounce'],
    ['soft-bounce', 'soft-bounce'],
    ['complaint', 'complaint'],
  ])('lets SES tell a %s, and the mail keeps a note of it', async (outcome, kind) => {
    const id = await send('ada@example.net');
    const mail = test.aws.inbox.get(id);
    if (mail === undefined) throw new Error('The mail did not come');
    await test.aws.mailOutcomes.report(mail, outcome);
    expect(told(id).map((feedback) => feedback.kind)).toEqual(['delivered', kind]);
    expect(test.aws.inbox.get(id)?.reports).toEqual([{ outcome, at: expect.stringMatching(/Z$/) }]);
  });

  it('hears that nobody would be told of a mail without a configuration set', async () => {
    const id = await send('ada@example.net', { set: null });
    const mail = test.aws.inbox.get(id);
    if (mail === undefined) throw new Error('The mail did not come');
    await expect(test.aws.mailOutcomes.report(mail, 'complaint')).rejects.toBeInstanceOf(UnheardMailError);
    expect([told(id), test.aws.inbox.get(id)?.reports]).toEqual([[], []]);
  });
});
