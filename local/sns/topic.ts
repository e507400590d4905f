import * as z from 'zod';
import { type ServiceCall, serviceMay } from '../aws/resource-policy.ts';
import type { Model, Resource } from '../cfn/model.ts';

/** A topic of the template, with the queues that hear it. */
export type Topic = {
  readonly arn: string;
  readonly subscriptions: readonly Subscription[];
  /** Whether the service may publish for this source: by the topic's policy and, where it is encrypted, by its key's. */
  lets(service: string, sourceArn: string): boolean;
};

export type Subscription = {
  readonly queueArn: string;
  /** The bare message, without SNS's envelope. */
  readonly raw: boolean;
  /** Whether the queue's policy lets the topic in. */
  readonly allowed: boolean;
};

const TopicProperties = z.object({ KmsMasterKeyId: z.string().optional() });
const TopicPolicy = z.object({ Topics: z.array(z.string()), PolicyDocument: z.unknown() });
const QueuePolicy = z.object({ Queues: z.array(z.string()), PolicyDocument: z.unknown() });
const KeyProperties = z.object({ KeyPolicy: z.unknown() });
const SubscriptionProperties = z.object({
  TopicArn: z.string(),
  Protocol: z.literal('sqs', 'is not run locally'),
  Endpoint: z.string(),
  RawMessageDelivery: z.boolean().default(false),
  FilterPolicy: z.never('is not run locally').optional(),
});

/** The topic with this ARN, its subscriptions and policies as the templates have them. Throws for what cannot be run. */
export function topicOf(model: Model, arn: string): Topic {
  const topic = model.byArn(arn);
  if (topic?.type !== 'AWS::SNS::Topic') throw new Error(`There is no topic ${arn}.`);
  const policies = model
    .ofType('AWS::SNS::TopicPolicy')
    .map(({ properties }) => TopicPolicy.parse(properties))
    .filter(({ Topics }) => Topics.includes(arn))
    .map(({ PolicyDocument }) => PolicyDocument);
  const key = keyOf(model, topic);
  const call = (service: string, action: string, resource: string, sourceArn: string): ServiceCall => ({
    service,
    action,
    resource,
    sourceArn,
    sourceAccount: model.accountId,
  });

  return {
    arn,
    subscriptions: subscriptionsOf(model, topic),
    lets: (service, sourceArn) =>
      serviceMay(policies, call(service, 'sns:Publish', arn, sourceArn)) &&
      (key === undefined ||
        ['kms:GenerateDataKey', 'kms:Decrypt'].every((action) =>
          serviceMay([key.policy], call(service, action, key.arn, sourceArn)),
        )),
  };
}

function keyOf(model: Model, { properties, logicalId }: Resource): { arn: string; policy: unknown } | undefined {
  const { KmsMasterKeyId: id } = TopicProperties.parse(properties);
  if (id === undefined) return undefined;
  const key = model.ofType('AWS::KMS::Key').find(({ arn, physicalId }) => id === arn || id === physicalId);
  if (key === undefined)
    throw new Error(`The key ${id} of ${logicalId} is in no template: no other service may use it.`);

  return { arn: key.arn, policy: KeyProperties.parse(key.properties).KeyPolicy };
}

function subscriptionsOf(model: Model, topic: Resource): Subscription[] {
  return model
    .ofType('AWS::SNS::Subscription')
    .filter(({ properties }) => properties.TopicArn === topic.arn)
    .map(({ properties, logicalId }) => {
      const { data, error } = SubscriptionProperties.safeParse(properties);
      if (error !== undefined)
        throw new Error(`The subscription ${logicalId} cannot be run locally: ${z.prettifyError(error)}`);
      const { Endpoint: queueArn, RawMessageDelivery: raw } = data;

      return { queueArn, raw, allowed: queueLets(model, queueArn, topic.arn) };
    });
}

function queueLets(model: Model, queueArn: string, topicArn: string): boolean {
  const queue = model.byArn(queueArn);
  if (queue?.type !== 'AWS::SQS::Queue') throw new Error(`There is no queue ${queueArn}.`);
  const policies = model
    .ofType('AWS::SQS::QueuePolicy')
    .map(({ properties }) => QueuePolicy.parse(properties))
    // A policy names its queues by URL.
    .filter(({ Queues }) => Queues.some((url) => url.endsWith(`/${queue.physicalId}`)))
    .map(({ PolicyDocument }) => PolicyDocument);

  return serviceMay(policies, {
    service: 'sns.amazonaws.com',
    action: 'sqs:SendMessage',
    resource: queueArn,
    sourceArn: topicArn,
    sourceAccount: model.accountId,
  });
}
