import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import * as z from 'zod';
import type { Model, Resource } from '../cfn/model.ts';
import { forgetful } from './forgetful.ts';
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
  /** The messages that are ready, and those that somebody has received. */
  peek(queueName: string): readonly QueuedMessage[];
  /**
   * Receives every message that is there now, hands each to `take`, and deletes those for which it resolves with true; the others
   * are visible again. Resolves with how many were deleted.
   */
  drain(queueName: string, take: (message: QueuedMessage) => Promise<boolean>): Promise<number>;
  /** Takes what the queues no longer hold off the disk as well. */
  tidy(): void;
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
const QueueUrl = z.object({ QueueUrl: z.string() });
const Received = z.object({ Messages: z.array(z.object({ ReceiptHandle: z.string() })).default([]) });
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
  if (folder !== undefined) releaseMessages(folder);
  const { started: fauxqs, tidy } = await forgetful(() =>
    loopbackOnly(() =>
      startFauxqs({
        port: 0,
        logger: false,
        defaultRegion: model.region,
        ...(folder === undefined ? {} : { dataDir: folder }),
      }),
    ),
  );
  const endpoint = `http://127.0.0.1:${fauxqs.port}`;
  const call = (operation: string, body: object) => callSqs(endpoint, model.region, operation, body);
  for (const queue of deadLettersFirst(queues)) await provideQueue(call, queue);
  const inspect = (name: string) => {
    const found = fauxqs.inspectQueue(name);
    if (found === undefined) throw new Error(`There is no queue ${name}.`);

    return found.messages;
  };

  const urlOf = (name: string) => `${endpoint}/${model.accountId}/${name}`;
  const show = (name: string, ReceiptHandle: string) =>
    call('ChangeMessageVisibility', { QueueUrl: urlOf(name), ReceiptHandle, VisibilityTimeout: SHORTEST_VISIBILITY });

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
    peek(queueName) {
      const { ready, inflight } = inspect(queueName);

      return [...ready, ...inflight.map(({ message }) => message)].map(queuedMessage);
    },
    async drain(queueName, take) {
      let deleted = 0;
      const { ready, inflight } = inspect(queueName);
      // fauxqs counts messages whose time is over as in flight until the next receive: only that tells which are there.
      for (let left = ready.length + inflight.length; left > 0; left -= 1) {
        const { Messages } = Received.parse(
          JSON.parse((await call('ReceiveMessage', { QueueUrl: urlOf(queueName) })).text),
        );
        const [received] = Messages;
        const message = inspect(queueName).inflight.find(
          ({ receiptHandle }) => receiptHandle === received?.ReceiptHandle,
        );
        if (message === undefined) break;
        const { receiptHandle } = message;
        const taken = await take(queuedMessage(message.message)).catch(() => false);
        if (taken) await call('DeleteMessage', { QueueUrl: urlOf(queueName), ReceiptHandle: receiptHandle });
        else await show(queueName, receiptHandle);
        deleted += taken ? 1 : 0;
      }

      return deleted;
    },
    tidy,
    stop: () => fauxqs.stop(),
  };
}

/** fauxqs 2.4.1 with persistence loses a message whose visibility timeout is set to 0: a second is the shortest that works. */
export const SHORTEST_VISIBILITY = 1;

/** Whoever received messages before died with the last run: they are ready again, not after minutes of visibility timeout. */
function releaseMessages(folder: string): void {
  const file = join(folder, 'fauxqs.db');
  if (!existsSync(file)) return;
  const sqlite = new DatabaseSync(file);
  sqlite.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL');
  sqlite.close();
}

/** A queue's redrive policy names a queue that must be there. */
const deadLettersFirst = (queues: readonly Resource[]) =>
  queues.toSorted(
    (one, other) => Number('RedrivePolicy' in one.properties) - Number('RedrivePolicy' in other.properties),
  );

type CallSqs = (operation: string, body: object) => Promise<{ ok: boolean; text: string }>;

/** Creates the queue, or gives one that an earlier run left the attributes it has now. */
async function provideQueue(call: CallSqs, { physicalId: QueueName, logicalId, properties }: Resource): Promise<void> {
  const Attributes = AttributeMap.parse(properties);
  const existing = await call('GetQueueUrl', { QueueName });
  const answer = existing.ok
    ? await call('SetQueueAttributes', { ...QueueUrl.parse(JSON.parse(existing.text)), Attributes })
    : await call('CreateQueue', { QueueName, Attributes });
  if (!answer.ok) throw new Error(`The queue ${logicalId} cannot be had: ${answer.text}`);
}

type FauxqsMessage = NonNullable<ReturnType<FauxqsServer['inspectQueue']>>['messages']['ready'][number];

const queuedMessage = (message: FauxqsMessage): QueuedMessage => ({
  id: message.messageId,
  body: message.body,
  attributes: Object.fromEntries(
    Object.entries(message.messageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
  ),
  sentAt: new Date(message.sentTimestamp),
  receiveCount: message.approximateReceiveCount,
});

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
