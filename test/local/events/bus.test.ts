import { describe, expect, it } from 'vitest';
import type { PutEventsEntry } from '#local/aws/events.ts';
import { openClock } from '#local/clock.ts';
import { type BusStart, eventBus } from '#local/events/bus.ts';
import { compilePattern } from '#local/events/pattern.ts';
import type { Rule, Target } from '#local/events/rules.ts';

const queue = (name: string) => `arn:aws:sqs:eu-central-1:000000000000:${name}`;
const aTarget = (arn: string, changes: Partial<Target> = {}): Target => ({
  id: 'T',
  arn,
  input: undefined,
  retries: 185,
  deadLetterArn: undefined,
  ...changes,
});
const aRule = (pattern: unknown, targets: Target[], changes: Partial<Rule> = {}): Rule => ({
  arn: 'arn:aws:events:eu-central-1:000000000000:rule/goldpan/mail',
  name: 'mail',
  busName: 'goldpan',
  matches: compilePattern(pattern),
  scheduleExpression: undefined,
  targets,
  ...changes,
});
const entry = (changes: Partial<PutEventsEntry> = {}): PutEventsEntry => ({
  EventBusName: 'goldpan',
  Source: 'goldpan',
  DetailType: 'lead.captured',
  Detail: '{"leadId":"1"}',
  ...changes,
});

function aBus(rules: Rule[], changes: Partial<BusStart> = {}) {
  const sent: {
    queueArn: string;
    body: Record<string, unknown>;
    attributes: Readonly<Record<string, string>> | undefined;
  }[] = [];
  const invoked: { arn: string; payload: string }[] = [];
  const reports: string[] = [];
  const clock = openClock();
  const putEvents = eventBus({
    rules,
    busNames: ['goldpan'],
    accountId: '000000000000',
    region: 'eu-central-1',
    clock,
    sendMessage: async (queueArn, body, attributes) => void sent.push({ queueArn, body: JSON.parse(body), attributes }),
    invokeAsync: (arn, payload) => void invoked.push({ arn, payload }),
    report: (line) => reports.push(line),
    retryDelay: 1,
    ...changes,
  });

  return { putEvents, sent, invoked, reports, clock };
}

describe('an event on the bus', () => {
  it("reaches the targets of every rule that it fits, as EventBridge's envelope in the time of the local clock", async () => {
    const { putEvents, sent, invoked, clock } = aBus([
      aRule({ source: ['goldpan'], 'detail-type': ['lead.captured'] }, [aTarget(queue('mail'))]),
      aRule({ detail: { leadId: ['1'] } }, [aTarget('arn:aws:lambda:eu-central-1:000000000000:function:audit')]),
      aRule({ 'detail-type': ['lead.lost'] }, [aTarget(queue('lost'))]),
      aRule({ source: ['goldpan'] }, [aTarget(queue('other'))], { busName: 'default' }),
    ]);
    clock.advance(86_400_000);
    const [result] = await putEvents([entry({ Resources: ['lead/1'] })]);

    expect(result).toEqual({ EventId: expect.any(String) });
    expect(sent).toEqual([
      {
        queueArn: queue('mail'),
        attributes: undefined,
        body: {
          version: '0',
          id: result && 'EventId' in result ? result.EventId : undefined,
          'detail-type': 'lead.captured',
          source: 'goldpan',
          account: '000000000000',
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          region: 'eu-central-1',
          resources: ['lead/1'],
          detail: { leadId: '1' },
        },
      },
    ]);
    expect(new Date(String(sent[0]?.body.time)).getTime()).toBeGreaterThan(Date.now() + 86_000_000);
    expect(invoked).toMatchObject([{ arn: 'arn:aws:lambda:eu-central-1:000000000000:function:audit' }]);
  });

  it('keeps the time it was given, and its place among the others', async () => {
    const { putEvents, sent } = aBus([aRule({ source: ['goldpan'] }, [aTarget(queue('all'))])]);
    await putEvents(
      ['1', '2', '3'].map((leadId) => entry({ Detail: JSON.stringify({ leadId }), Time: 1_700_000_000 })),
    );

    expect(sent.map(({ body }) => body.detail)).toEqual([{ leadId: '1' }, { leadId: '2' }, { leadId: '3' }]);
    expect(sent[0]?.body.time).toBe('2023-11-14T22:13:20Z');
  });

  it('is acknowledged only after its targets took it', async () => {
    const taken = Promise.withResolvers<void>();
    const { putEvents } = aBus([aRule({ source: ['goldpan'] }, [aTarget(queue('slow'))])], {
      sendMessage: () => taken.promise,
    });
    let answered = false;
    const answer = putEvents([entry()]).then(() => {
      answered = true;
    });
    await new Promise((done) => setTimeout(done, 30));
    expect(answered).toBe(false);
    taken.resolve();
    await answer;

    expect(answered).toBe(true);
  });

  it('is tried again, then goes to the dead-letter queue of the target', async () => {
    let tries = 0;
    const dead: unknown[] = [];
    const { putEvents, reports } = aBus(
      [aRule({ source: ['goldpan'] }, [aTarget(queue('gone'), { retries: 2, deadLetterArn: queue('dead') })])],
      {
        sendMessage: async (arn, _, attributes) => {
          if (arn === queue('dead')) return void dead.push(attributes);
          tries++;
          throw new Error('no such queue');
        },
      },
    );
    await putEvents([entry()]);

    expect(tries).toBe(3);
    expect(dead).toMatchObject([{ TARGET_ARN: queue('gone'), ERROR_MESSAGE: 'no such queue', RETRY_ATTEMPTS: '2' }]);
    expect(reports).toHaveLength(1);
  });
});

describe('an entry that EventBridge refuses', () => {
  it.each<[string, Partial<PutEventsEntry>, string]>([
    ['without a source', { Source: undefined }, 'InvalidArgument'],
    ['without a detail type', { DetailType: '' }, 'InvalidArgument'],
    ['without a detail', { Detail: undefined }, 'InvalidArgument'],
    ["in AWS's own name", { Source: 'aws.ec2' }, 'NotAuthorizedForSourceException'],
    ['whose detail is no JSON', { Detail: '{' }, 'MalformedDetail'],
    ['whose detail is a list', { Detail: '[]' }, 'MalformedDetail'],
    ['over 256 KB', { Detail: JSON.stringify({ text: 'a'.repeat(256 * 1024) }) }, 'InvalidArgument'],
    ['for a bus that is not there', { EventBusName: 'other' }, 'ResourceNotFoundException'],
  ])('%s is refused alone', async (_, changes, code) => {
    const { putEvents, sent } = aBus([aRule({ source: [{ exists: true }] }, [aTarget(queue('all'))])]);
    const results = await putEvents([entry(), entry(changes), entry()]);

    expect(results).toEqual([
      { EventId: expect.any(String) },
      { ErrorCode: code, ErrorMessage: expect.any(String) },
      { EventId: expect.any(String) },
    ]);
    expect(sent).toHaveLength(2);
  });
});

it('a rule with a target that cannot be run locally is refused at the start', () => {
  expect(() =>
    aBus([aRule({ source: ['goldpan'] }, [aTarget('arn:aws:sns:eu-central-1:000000000000:topic')])]),
  ).toThrow('The rule mail has the target arn:aws:sns:eu-central-1:000000000000:topic');
});
