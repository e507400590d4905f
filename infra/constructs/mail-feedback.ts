import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { functionShapes } from '../functions.ts';
import { queueActions } from '../grants.ts';
import type { AlarmsTopic } from './alarms-topic.ts';
import type { GoldpanFunction } from './goldpan-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import type { MailIdentity } from './mail-identity.ts';

export type MailFeedbackProps = {
  readonly mail: MailIdentity;
  readonly handler: GoldpanFunction;
  readonly alarms: AlarmsTopic;
};

/** A metric that the function's log carries. */
const counted = (metricName: string) =>
  new Metric({
    namespace: 'Goldpan',
    metricName,
    dimensionsMap: { service: 'feedback' },
    period: Duration.minutes(5),
    statistic: 'sum',
  });

/** Why nothing here has a dead-letter queue (docs/adr/0042). */
const noDeadLetters =
  'SES names the recipient in each message, and dead letters lie around for people to read: no address may end there. What fails stays in this queue for 14 days, and an alarm tells.';

/**
 * SES → topic → queue → function: what became of each mail. Only SES may publish, for our one configuration set. Encrypted on the way with a key of its own,
 * because no policy opens AWS' key for SNS to SES.
 */
export class MailFeedback extends Construct {
  constructor(scope: Construct, id: string, { mail, handler, alarms }: MailFeedbackProps) {
    super(scope, id);
    const { impact } = functionShapes.feedback;
    const topic = this.#topic();
    mail.tellOutcomes(topic);
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(handler.timeout.toSeconds() * 6),
    });
    topic.addSubscription(new SqsSubscription(queue));
    handler.allow({ actions: queueActions, resources: [queue.queueArn] });
    const mapping = new EventSourceMapping(this, 'Source', {
      target: handler.resource,
      eventSourceArn: queue.queueArn,
      batchSize: 10,
      maxConcurrency: 5,
      reportBatchItemFailures: true,
    });
    for (const id of ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy', 'Serverless-SNSRedrivePolicy'])
      Validations.of(queue).acknowledge({ id, reason: noDeadLetters });
    Validations.of(mapping).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'A queue source has no failure destination; what failed stays in the queue and comes again.',
    });
    new ImpactAlarm(this, 'Unreadable', {
      alarms,
      impact: 'Something that SES told about a mail was lost: an address that should be blocked may not be.',
      metric: counted('FeedbackUnreadable'),
      threshold: 1,
    });
    new ImpactAlarm(this, 'Paused', {
      alarms,
      impact: 'Marketing mail has stopped, because too much of it bounced or was called spam.',
      metric: counted('MailingPaused'),
      threshold: 1,
    });
    new ImpactAlarm(this, 'Late', {
      alarms,
      impact,
      metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'max' }),
      threshold: Duration.minutes(15).toSeconds(),
    });
  }

  #topic(): Topic {
    const key = new Key(this, 'Key', {
      description: 'Encrypts what SES tells about mails',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'SesOfThisAccount',
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );

    return new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
  }
}
