import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { AlarmsTopic } from './alarms-topic.ts';
import { ImpactAlarm } from './impact-alarm.ts';

export type DeadLetterQueueProps = {
  readonly alarms: AlarmsTopic;
  readonly impact: string;
};

/** What failed for good waits here for a person, 14 days (the longest SQS allows). The first message raises the alarm. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { alarms, impact }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new ImpactAlarm(this, 'NotEmpty', {
      alarms,
      impact,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'max' }),
      threshold: 1,
    });
    Validations.of(this.queue).acknowledge({
      id: 'Serverless-SQSRedrivePolicy',
      reason: 'This is the dead-letter queue: a person looks at it and redrives.',
    });
  }
}
