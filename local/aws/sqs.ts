import { startFauxqs } from 'fauxqs';
import * as z from 'zod';
import type { Model, Resource } from '../cfn/model.ts';
import { loopbackOnly } from './loopback-only.ts';
import { type Meter, messageChunks } from './meter.ts';

/** A message as it lies in a queue. */
export type QueuedMessage = {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly sentAt: Date;
  readonly receiveCount: number;
};

/** How many messages a queue holds: ready to be received, delayed, and received but not yet deleted. */
export type QueueDepth = { readonly ready: number; readonly delayed: number; readonly inFlight: number };

export type Sqs = {
  /** Where fauxqs itself answers. Functions go through the AWS endpoint instead. */
  readonly endpoint: string;
  readonly queues: readonly Resource[];
  /** Puts a message into the queue with this ARN; once it resolves the message outlives a killed process. */
  send(queueArn: string, body: string, attributes?: Readonly<Record<string, string>>): Promise<void>;
  depth(queueName: string): QueueDepth;
  /** The messages that could be received now. */
  peek(queueName: string): readonly QueuedMessage[];
  stop(): Promise<void>;
};

const AttributeMap = z
  .looseObject({
    VisibilityTimeout: z.coerce.string().optional(),
    DelaySeconds: z.coerce.string().optional(),
    MaximumMessageSize: z.coerce.string().optional(),
    MessageRetentionPeriod: z.coerce.string().optional(),
    ReceiveMessageWaitTimeSeconds: z.coerce.string().optional(),
    FifoQueue: z.coerce.string().optional(),
    ContentBasedDeduplication: z.coerce.string().optional(),
    RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
  })
  .transform(({ RedrivePolicy, ...rest }) => {
    const known = Object.entries(rest).filter(([name]) => attributeNames.has(name));

    return {
      ...Object.fromEntries(known.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))),
      ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
    };
  });
const attributeNames = new Set([
  'VisibilityTimeout',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
]);

/** Starts fauxqs with the queues of the model. With a `folder` their messages outlive a restart. */
export async function startSqs(model: Model, meter: Meter, folder?: string): Promise<Sqs> {
  const queues = model.ofType('AWS::SQS::Queue');
  const fauxqs = await loopbackOnly(() =>
    startFauxqs({
      port: 0,
      logger: false,
      defaultRegion: model.region,
      ...(folder === undefined ? {} : { dataDir: folder }),
    }),
  );
  const endpoint = `http://127.0.0.1:${fauxqs.port}`;
  for (const queue of deadLettersFirst(queues)) await provideQueue(endpoint, model.region, queue);
  const inspect = (name: string) => {
    const found = fauxqs.inspectQueue(name);
    if (found === undefined) throw new Error(`There is no queue ${name}.`);

    return found.messages;
  };

  return {
    endpoint,
    queues,
    async send(queueArn, body, attributes = {}) {
      const queue = model.byArn(queueArn);
      if (queue?.type !== 'AWS::SQS::Queue') throw new Error(`There is no queue ${queueArn}.`);
      fauxqs.sendMessage(queue.physicalId, body, {
        messageAttributes: stringAttributes(attributes),
        region: model.region,
      });
      meter.add('queueRequests', messageChunks(Buffer.byteLength(body)));
    },
    depth(queueName) {
      const { ready, delayed, inflight } = inspect(queueName);

      return { ready: ready.length, delayed: delayed.length, inFlight: inflight.length };
    },
    peek: (queueName) =>
      inspect(queueName).ready.map((message) => ({
        id: message.messageId,
        body: message.body,
        attributes: Object.fromEntries(
          Object.entries(message.messageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
        ),
        sentAt: new Date(message.sentTimestamp),
        receiveCount: message.approximateReceiveCount,
      })),
    stop: () => fauxqs.stop(),
  };
}

/** A queue's redrive policy names a queue that must be there. */
const deadLettersFirst = (queues: readonly Resource[]) =>
  queues.toSorted(
    (one, other) => Number('RedrivePolicy' in one.properties) - Number('RedrivePolicy' in other.properties),
  );

/** Creates the queue, or gives one that an earlier run left the attributes it has now. */
async function provideQueue(endpoint: string, region: string, queue: Resource): Promise<void> {
  const attributes = AttributeMap.parse(queue.properties);
  const existing = await callSqs(endpoint, region, 'GetQueueUrl', { QueueName: queue.physicalId });
  const answer = existing.ok
    ? await callSqs(endpoint, region, 'SetQueueAttributes', {
        QueueUrl: `${endpoint}/000000000000/${queue.physicalId}`,
        Attributes: attributes,
      })
    : await callSqs(endpoint, region, 'CreateQueue', { QueueName: queue.physicalId, Attributes: attributes });
  if (!answer.ok) throw new Error(`The queue ${queue.logicalId} cannot be had: ${answer.text}`);
}

async function callSqs(
  endpoint: string,
  region: string,
  operation: string,
  body: unknown,
): Promise<{ ok: boolean; text: string }> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=admin/20260101/${region}/sqs/aws4_request`,
    },
    body: JSON.stringify(body),
  });

  return { ok: response.ok, text: await response.text() };
}

const stringAttributes = (attributes: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
