import { Duration, Validations } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { eventSource, streamActions } from '../grants.ts';
import type { AlarmsTopic } from './alarms-topic.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { GoldpanFunction } from './goldpan-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import type { LeadTable } from './lead-table.ts';

export type StreamPublisherProps = {
  readonly table: LeadTable;
  readonly bus: IEventBus;
  readonly handler: GoldpanFunction;
  readonly alarms: AlarmsTopic;
};

/** Leads whose last change caused events (the outbox), and new activities; the rest of the stream costs no invocation. */
const filters = [
  FilterCriteria.filter({
    eventName: FilterRule.or('INSERT', 'MODIFY'),
    dynamodb: { NewImage: { outbox: { S: FilterRule.exists() } } },
  }),
  FilterCriteria.filter({
    eventName: FilterRule.isEqual('INSERT'),
    dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('ACTIVITY#') } } },
  }),
];

/** Table's stream → function → bus, in order. A poison record is isolated by bisecting and ends in the dead-letter queue. */
export class StreamPublisher extends Construct {
  constructor(scope: Construct, id: string, { table, bus, handler, alarms }: StreamPublisherProps) {
    super(scope, id);
    const impact = 'Some stored leads were never announced: their opt-in mail, score or offer is missing.';
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', { alarms, impact });
    Validations.of(deadLetters.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is the dead-letter queue of a stream; the rule knows only those of queues.',
    });
    handler.allow({ actions: streamActions, resources: [table.streamArn] });
    handler.allow({ actions: ['sqs:SendMessage'], resources: [deadLetters.queue.queueArn] });
    handler.allow({
      actions: ['events:PutEvents'],
      resources: [bus.eventBusArn],
      conditions: { StringEquals: { 'events:source': eventSource } },
    });
    new EventSourceMapping(this, 'Source', {
      target: handler.resource,
      eventSourceArn: table.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      filters,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(1),
      // Not SqsDlq: it would grant more than sending.
      onFailure: { bind: () => ({ destination: deadLetters.queue.queueArn }) },
    });
    new ImpactAlarm(this, 'Behind', {
      alarms,
      impact: 'Opt-in mails, scores and offers come minutes late.',
      metric: handler.resource.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'max' }),
      threshold: Duration.minutes(5).toMilliseconds(),
    });
  }
}
