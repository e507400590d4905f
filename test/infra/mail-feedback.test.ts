import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { stageNames, stages } from '#infra/stages.ts';
import { functionsOf, type Resource, resources, statementsOf, target } from './support/resources.ts';
import { templatesOf } from './support/synthesized.ts';

const Statement = z.looseObject({
  Effect: z.string(),
  Principal: z.unknown(),
  Action: z.unknown(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
const Document = z.object({ Statement: z.array(Statement) });

describe.each(stageNames)('what SES tells in %s', (name) => {
  const { service } = templatesOf(stages[name]);
  const all = (type: string) => resources(service, type);
  const [destination, ...otherDestinations] = all('AWS::SES::ConfigurationSetEventDestination');
  const { MatchingEventTypes: events, SnsDestination: sns } = z
    .object({ MatchingEventTypes: z.array(z.string()), SnsDestination: z.object({ TopicARN: z.unknown() }) })
    .parse(destination?.Properties.EventDestination);
  const topic = all('AWS::SNS::Topic').find(({ id }) => id === target(sns.TopicARN));
  const subscription = all('AWS::SNS::Subscription').find(
    ({ Properties }) => target(Properties.TopicArn) === topic?.id,
  );
  const queue = all('AWS::SQS::Queue').find(({ id }) => id === target(subscription?.Properties.Endpoint));
  const key = all('AWS::KMS::Key').find(({ id }) => id === target(topic?.Properties.KmsMasterKeyId));
  const alarmsOn = (wanted: (properties: Resource['Properties']) => boolean) =>
    all('AWS::CloudWatch::Alarm').filter(({ Properties }) => wanted(Properties));

  it('is what became of each mail, and neither opens nor clicks', () => {
    expect(otherDestinations).toEqual([]);
    expect(target(destination?.Properties.ConfigurationSetName)).toBe(all('AWS::SES::ConfigurationSet')[0]?.id);
    expect(events.toSorted()).toEqual(['bounce', 'complaint', 'delivery', 'deliveryDelay', 'reject']);
  });

  it('may be published by SES of this account for this configuration set, over TLS, and by nobody else', () => {
    const statements = all('AWS::SNS::TopicPolicy')
      .filter(({ Properties }) => z.array(z.unknown()).parse(Properties.Topics).map(target).includes(topic?.id))
      .flatMap(({ Properties }) => Document.parse(Properties.PolicyDocument).Statement);
    const [allowed, ...more] = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(more).toEqual([]);
    expect(allowed).toMatchObject({ Action: 'sns:Publish', Principal: { Service: 'ses.amazonaws.com' } });
    expect(Object.keys(allowed?.Condition?.StringEquals ?? {}).toSorted()).toEqual([
      'AWS:SourceAccount',
      'AWS:SourceArn',
    ]);
    expect(JSON.stringify(allowed?.Condition)).toContain(':configuration-set/');
    expect(statements.filter(({ Effect }) => Effect === 'Deny')).toMatchObject([
      { Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });

  it('is encrypted on the way, with a key that lets SES of this account in and rotates', () => {
    const { Statement: statements } = Document.parse(key?.Properties.KeyPolicy);
    expect(key?.Properties.EnableKeyRotation).toBe(true);
    expect(statements.filter(({ Principal }) => JSON.stringify(Principal).includes('ses.amazonaws.com'))).toMatchObject(
      [
        {
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    );
    expect(queue?.Properties.SqsManagedSseEnabled).toBe(true);
  });

  it('waits in a queue that only the topic may fill, for 14 days, and never in a dead-letter queue', () => {
    const [allowed, ...more] = all('AWS::SQS::QueuePolicy')
      .filter(({ Properties }) => z.array(z.unknown()).parse(Properties.Queues).map(target).includes(queue?.id))
      .flatMap(({ Properties }) => Document.parse(Properties.PolicyDocument).Statement)
      .filter(({ Effect }) => Effect === 'Allow');
    expect(more).toEqual([]);
    expect(allowed).toMatchObject({ Action: 'sqs:SendMessage', Principal: { Service: 'sns.amazonaws.com' } });
    expect(target(allowed?.Condition?.ArnEquals?.['aws:SourceArn'])).toBe(topic?.id);
    expect(queue?.Properties.MessageRetentionPeriod).toBe(14 * 86_400);
    expect(queue?.Properties).not.toHaveProperty('RedrivePolicy');
    expect(subscription?.Properties).not.toHaveProperty('RedrivePolicy');
  });

  it('goes to feedback, one message failing without the others', () => {
    const feedback = functionsOf(service).get('feedback');
    const mapping = all('AWS::Lambda::EventSourceMapping').find(
      ({ Properties }) => target(Properties.EventSourceArn) === queue?.id,
    );
    expect(target(mapping?.Properties.FunctionName)).toBe(feedback?.id);
    expect(mapping?.Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    expect(queue?.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Number(feedback?.Properties.Timeout));
    const reached = statementsOf(service, 'feedback')
      .filter(({ Action }) => Action.some((action) => action.startsWith('sqs:')))
      .flatMap(({ Resource }) => Resource.map(target));
    expect(reached).toEqual([queue?.id]);
  });

  it('raises an alarm when it waits, when it cannot be read, and when marketing mail stops', () => {
    const late = alarmsOn(
      ({ MetricName, Dimensions }) =>
        MetricName === 'ApproximateAgeOfOldestMessage' && JSON.stringify(Dimensions).includes(`"${queue?.id}"`),
    );
    const own = alarmsOn(({ Namespace }) => Namespace === 'Goldpan');
    expect(late).toHaveLength(1);
    expect(own.map(({ Properties }) => Properties.MetricName)).toEqual(['FeedbackUnreadable', 'MailingPaused']);
    for (const { Properties } of own) expect(Properties.Dimensions).toEqual([{ Name: 'service', Value: 'feedback' }]);
  });
});
