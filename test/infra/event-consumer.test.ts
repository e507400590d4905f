import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { consumers } from '#infra/consumers.ts';
import { functionsOf, resources, statementsOf, target } from './support/resources.ts';
import { templatesOf } from './support/synthesized.ts';

const { service } = templatesOf();
const functions = functionsOf(service);
const queues = resources(service, 'AWS::SQS::Queue');
const mappings = resources(service, 'AWS::Lambda::EventSourceMapping');
const policies = resources(service, 'AWS::SQS::QueuePolicy');
const alarms = resources(service, 'AWS::CloudWatch::Alarm');

const Rule = z.object({
  EventBusName: z.unknown(),
  EventPattern: z.object({ source: z.array(z.string()), 'detail-type': z.array(z.string()) }),
  Targets: z.tuple([
    z.object({
      Arn: z.unknown(),
      DeadLetterConfig: z.object({ Arn: z.unknown() }),
      RetryPolicy: z.object({ MaximumEventAgeInSeconds: z.number(), MaximumRetryAttempts: z.number() }),
    }),
  ]),
});

const heardBy: Record<string, string[]> = {
  mail: [
    'lead.captured',
    'lead.resubmitted',
    'lead.opt-in-reminder-due',
    'lead.confirmed',
    'lead.mail-due',
    'lead.offered',
    'lead.accepted',
    'lead.offer-reminder-due',
  ],
  enrich: ['lead.confirmed'],
  score: ['lead.enriched', 'lead.resubmitted', 'lead.established', 'activity.recorded', 'lead.rescore-due'],
  route: ['lead.qualified', 'lead.declined', 'lead.offer-lapsed', 'lead.routing-due'],
  erase: ['lead.erasure-requested', 'lead.erasure-due'],
  rescore: ['playbook.released', 'playbook.rescore-page'],
};

const alarmsOn = (queue: string | undefined, metric: string) =>
  alarms.filter(
    ({ Properties }) =>
      Properties.MetricName === metric && JSON.stringify(Properties.Dimensions).includes(JSON.stringify(queue)),
  );

it('has exactly these consumers', () => {
  expect(consumers.map((consumer) => consumer.function).toSorted()).toEqual(Object.keys(heardBy).toSorted());
});

describe.each(Object.keys(heardBy))('%s', (name) => {
  const mapping = mappings.find(({ Properties }) => target(Properties.FunctionName) === functions.get(name)?.id);
  const queue = queues.find(({ id }) => id === target(mapping?.Properties.EventSourceArn));
  const redrive = z
    .object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() })
    .parse(queue?.Properties.RedrivePolicy);
  const deadLetters = queues.find(({ id }) => id === target(redrive.deadLetterTargetArn));
  const rule = resources(service, 'AWS::Events::Rule')
    .filter(({ Properties }) => 'EventPattern' in Properties)
    .map(({ Properties }) => Rule.parse(Properties))
    .find(({ Targets: [{ Arn }] }) => target(Arn) === queue?.id);

  it('hears these events of our own bus', () => {
    expect(rule?.EventPattern).toEqual({ source: ['goldpan'], 'detail-type': heardBy[name] });
    expect(target(rule?.EventBusName)).toBe(resources(service, 'AWS::Events::EventBus')[0]?.id);
  });

  it('loses no event that the bus could not deliver', () => {
    expect(target(rule?.Targets[0].DeadLetterConfig.Arn)).toBe(deadLetters?.id);
    expect(rule?.Targets[0].RetryPolicy.MaximumRetryAttempts).toBeGreaterThan(0);
  });

  it('tries five times, then keeps the event for 14 days', () => {
    expect(redrive.maxReceiveCount).toBe(5);
    expect(deadLetters?.Properties.MessageRetentionPeriod).toBe(14 * 86_400);
  });

  it('hides a batch for at least six times the function’s timeout', () => {
    const timeout = z.number().parse(functions.get(name)?.Properties.Timeout);
    expect(queue?.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout);
  });

  it('fails one event of a batch without the others', () => {
    expect(mapping?.Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  it('has queues that are encrypted and refuse plain HTTP', () => {
    for (const each of [queue, deadLetters]) {
      const policy = policies.find(({ Properties }) => JSON.stringify(Properties.Queues).includes(`"${each?.id}"`));
      expect(each?.Properties.SqsManagedSseEnabled).toBe(true);
      expect(JSON.stringify(policy?.Properties)).toContain('"aws:SecureTransport":"false"');
    }
  });

  it('may take from its own queue and no other', () => {
    const reached = statementsOf(service, name)
      .filter(({ Action }) => Action.some((action) => action.startsWith('sqs:')))
      .flatMap(({ Resource }) => Resource.map(target));
    expect(reached).toEqual([queue?.id]);
  });

  it('tells a person when events wait too long or fail for good, and what that means', () => {
    const late = alarmsOn(queue?.id, 'ApproximateAgeOfOldestMessage').length;
    const dead = alarmsOn(deadLetters?.id, 'ApproximateNumberOfMessagesVisible');
    expect([late, dead.length]).toEqual([1, 1]);
  });
});

it('gathers activities for seconds, but lets no mail wait', () => {
  const windowOf = (name: string) =>
    mappings.find(({ Properties }) => target(Properties.FunctionName) === functions.get(name)?.id)?.Properties
      .MaximumBatchingWindowInSeconds;
  expect(windowOf('score')).toBe(3);
  expect(windowOf('mail')).toBeUndefined();
});

it('pauses before each page of a release, one page a run, four at once; nothing else waits', () => {
  const mapping = mappings.find(({ Properties }) => target(Properties.FunctionName) === functions.get('rescore')?.id);
  const queue = queues.find(({ id }) => id === target(mapping?.Properties.EventSourceArn));
  expect(mapping?.Properties).toMatchObject({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 4 } });
  expect(queues.filter(({ Properties }) => 'DelaySeconds' in Properties).map(({ id }) => id)).toEqual([queue?.id]);
  expect(queue?.Properties.DelaySeconds).toBe(5);
});
