import type { SendMessage } from '#local/events/send-message.ts';
import type { Log } from '#local/log.ts';
import { type AwsCaller, awsCaller } from './aws-caller.ts';
import type { QueueMapping, StreamMapping } from './mappings.ts';
import { queueClient } from './queue-client.ts';
import { startQueueSource } from './queue-source.ts';
import { streamClient } from './stream-client.ts';
import type { Invoke } from './stream-delivery.ts';
import { type Source, startStreamSource } from './stream-source.ts';

export type SourcesStart = {
  readonly mappings: readonly (StreamMapping | QueueMapping)[];
  /** Where the pollers call DynamoDB Streams and SQS. The local AWS endpoint checks there what the function's role may poll. */
  readonly endpoints: { readonly dynamodb: string; readonly sqs: string };
  readonly region: string;
  readonly accountId: string;
  /** The access key with which a function's pollers call. */
  readonly accessKeyOf: (functionArn: string) => string;
  readonly invoke: Invoke;
  readonly sendMessage: SendMessage;
  readonly report: Log;
  /** Where the streams' checkpoints live. */
  readonly folder: string;
  readonly now: () => Date;
  /** Batches of one queue at once; as many as a function has environments. */
  readonly concurrency?: number;
  /** Seconds until failed messages come back, by receive count; the queue's visibility timeout unless told. */
  readonly comeBackAfter?: (receiveCount: number) => number;
};

export type Sources = {
  /** Something was written to a table. */
  wakeStreams(): void;
  /** A message was sent, to the queue with this ARN or to any. */
  wakeQueues(queueArn?: string): void;
  /** Stops reading and waits for batches that run. Call it before the functions stop. */
  stop(): Promise<void>;
};

/** Starts all event source mappings. Resolves once the streams' places are known: nothing written after that is missed. */
export async function startSources(start: SourcesStart): Promise<Sources> {
  const callers: AwsCaller[] = [];
  const caller = (mapping: StreamMapping | QueueMapping, service: keyof SourcesStart['endpoints'], target: string) => {
    const { endpoints, region, accessKeyOf } = start;
    const made = awsCaller({
      endpoint: endpoints[service],
      region,
      accessKeyId: accessKeyOf(mapping.functionArn),
      service,
      target,
    });
    callers.push(made);

    return made.call;
  };
  const streams: Source[] = [];
  const queues = new Map<string, Source[]>();
  for (const mapping of start.mappings) {
    if (mapping.kind === 'stream') {
      const client = streamClient(caller(mapping, 'dynamodb', 'DynamoDBStreams_20120810'));
      streams.push(await startStreamSource({ ...start, mapping, client }));
    } else {
      const url = `${start.endpoints.sqs}/${start.accountId}/${mapping.queueName}`;
      const client = queueClient(caller(mapping, 'sqs', 'AmazonSQS'), url);
      queues.set(mapping.sourceArn, [
        ...(queues.get(mapping.sourceArn) ?? []),
        startQueueSource({ ...start, mapping, client }),
      ]);
    }
  }
  const wakeAll = (sources: Iterable<Source>) => {
    for (const source of sources) source.wake();
  };

  return {
    wakeStreams: () => wakeAll(streams),
    wakeQueues: (queueArn) =>
      wakeAll(queueArn === undefined ? [...queues.values()].flat() : (queues.get(queueArn) ?? [])),
    async stop() {
      await Promise.all([...streams, ...[...queues.values()].flat()].map((source) => source.stop()));
      for (const { stop } of callers) stop();
    },
  };
}
