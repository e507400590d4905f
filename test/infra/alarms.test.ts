import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { stages } from '#infra/stages.ts';
import { functionsOf, resources, target } from './support/resources.ts';
import { templatesOf } from './support/synthesized.ts';

const { service } = templatesOf(stages.prod);
const alarms = resources(service, 'AWS::CloudWatch::Alarm');
const topic = resources(service, 'AWS::SNS::Topic').find(({ id }) => id.startsWith('Alarms'));
const on = (metric: string) => alarms.filter(({ Properties }) => Properties.MetricName === metric);

describe('every alarm', () => {
  it.each(alarms.map(({ id, Properties }) => [id, Properties] as const))('%s says what a user notices', (_, alarm) => {
    expect(alarm.AlarmDescription).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('goes to the topic', () => {
    for (const { Properties } of alarms)
      expect(z.array(z.unknown()).parse(Properties.AlarmActions).map(target)).toEqual([topic?.id]);
  });
});

it('watches the errors of every function', () => {
  expect(on('Errors')).toHaveLength(functionsOf(service).size);
});

it('watches the stream’s delay, the API’s errors and the minute', () => {
  expect([on('IteratorAge'), on('5xx'), on('Invocations')].map((found) => found.length)).toEqual([1, 1, 1]);
});

it('takes a missing minute for an alarm', () => {
  expect(on('Invocations')[0]?.Properties).toMatchObject({
    TreatMissingData: 'breaching',
    ComparisonOperator: 'LessThanThreshold',
  });
});

it('lets CloudWatch of this account publish to the topic', () => {
  const policy = resources(service, 'AWS::SNS::TopicPolicy').find(({ id }) => id.startsWith('Alarms'));
  expect(policy?.Properties).toMatchObject({
    PolicyDocument: {
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      ]),
    },
  });
});

it('tells the stage’s mailbox', () => {
  const subscriptions = resources(service, 'AWS::SNS::Subscription').filter(
    ({ Properties }) => target(Properties.TopicArn) === topic?.id,
  );
  expect(subscriptions.map(({ Properties }) => Properties.Endpoint)).toEqual([stages.prod.alarmMail]);
});
