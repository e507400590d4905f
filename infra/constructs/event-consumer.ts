import { Duration, Validations } from 'aws-cdk-lib';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Consumer } from '../consumers.ts';
import { functionShapes } from '../functions.ts';
import { eventSource, queueActions } from '../grants.ts';
import type { AlarmsTopic } from './alarms-topic.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { GoldpanFunction } from './goldpan-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';

export type EventConsumerProps = {
  readonly bus: IEventBus;
  readonly consumer: Consumer;
  readonly handler: GoldpanFunction;
  readonly alarms: AlarmsTopic;
};

/**
 * Rule → queue → function. An event that the bus cannot deliver, or that the function failed on five times, waits in the dead-letter queue.
 * Both carry the same envelope, so one redrive serves both.
 */
export class EventConsumer extends Construct {
  constructor(scope: Construct, id: string, { bus, consumer, handler, alarms }: EventConsumerProps) {
    super(scope, id);
    const { impact } = functionShapes[consumer.function];
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', { alarms, impact });
    const window = Duration.seconds(consumer.windowSeconds);
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      ...(consumer.delaySeconds === undefined ? {} : { deliveryDelay: Duration.seconds(consumer.delaySeconds) }),
      // Lambda's advice: six times the function's timeout, plus the batching window.
      visibilityTimeout: Duration.seconds(handler.timeout.toSeconds() * 6 + window.toSeconds()),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: 5 },
    });
    new Rule(this, 'Rule', {
      eventBus: bus,
      description: `What ${consumer.function} hears`,
      eventPattern: { source: [eventSource], detailType: [...consumer.on] },
      targets: [
        new SqsQueue(queue, {
          deadLetterQueue: deadLetters.queue,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
    handler.allow({ actions: queueActions, resources: [queue.queueArn] });
    const mapping = new EventSourceMapping(this, 'Source', {
      target: handler.resource,
      eventSourceArn: queue.queueArn,
      batchSize: consumer.batchSize,
      ...(consumer.windowSeconds > 0 ? { maxBatchingWindow: window } : {}),
      maxConcurrency: consumer.maxConcurrency,
      reportBatchItemFailures: true,
    });
    Validations.of(mapping).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason:
        'A queue source has no failure destination; the queue itself moves failed messages to its dead-letter queue.',
    });
    new ImpactAlarm(this, 'Late', {
      alarms,
      impact,
      metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'max' }),
      threshold: Duration.minutes(consumer.lateAfterMinutes).toSeconds(),
    });
  }
}
