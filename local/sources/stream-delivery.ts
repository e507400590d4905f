import type { SendMessage } from '#local/events/send-message.ts';
import type { Log } from '#local/log.ts';
import { givenUpRecord } from './given-up-record.ts';
import type { StreamMapping } from './mappings.ts';
import type { BatchesStart } from './stream-batches.ts';
import type { StreamRecord } from './stream-client.ts';

/** Calls a function and waits: its answer as JSON, or Lambda's error object. */
export type Invoke = (
  functionArn: string,
  payload: string,
  origin: string,
) => Promise<{ requestId: string; failed: boolean; payload: string }>;

export type DeliveryStart = {
  readonly mapping: StreamMapping;
  readonly invoke: Invoke;
  readonly sendMessage: SendMessage;
  readonly report: Log;
  readonly now: () => Date;
  /** Milliseconds before a retry; Lambda goes up to a minute. */
  readonly retryDelay?: (attempt: number) => number;
};

/** Lambda hands at most 6 MB to one invocation. */
const payloadLimit = 6 * 1024 * 1024;

const growing = (attempt: number) => Math.min(2_000, 50 * 2 ** attempt);

/** How records of one shard reach the function, and what is told about those that do not. */
export function streamDelivery(
  { mapping, invoke, sendMessage, report, now, retryDelay = growing }: DeliveryStart,
  shardId: string,
  rest: Pick<BatchesStart, 'checkpoint' | 'signal'>,
): BatchesStart {
  const [, , , awsRegion] = mapping.sourceArn.split(':');
  const functionName = mapping.functionArn.split(':').at(-1);
  const startedAt = Date.now();

  return {
    ...rest,
    mapping,
    retryDelay,
    invoke(records) {
      // Emulators name stream and region in their own way; the function sees the names of the template.
      const Records = records.map((record) => ({ ...record, awsRegion, eventSourceARN: mapping.sourceArn }));

      return invoke(mapping.functionArn, JSON.stringify({ Records }), mapping.id);
    },
    // While the runtime was off nobody could read: a record ages from the start at the earliest, by the machine's clock as its stamp.
    ageOf: ({ dynamodb }) => Date.now() - Math.max(startedAt, dynamodb.ApproximateCreationDateTime * 1000),
    async giveUp(given) {
      const place = mapping.onFailure ?? 'nobody: the mapping has no destination for failures, the records are lost';
      const what = `${given.records.length} stream record(s) after ${given.attempts} attempts (${given.condition})`;
      report(`${functionName} gave up ${what}; told ${place}`);
      if (mapping.onFailure !== undefined) {
        await sendMessage(mapping.onFailure, givenUpRecord(mapping, shardId, given, now()));
      }
    },
  };
}

/** Batches of at most `size` records and 6 MB. */
export function* batchesOf(records: readonly StreamRecord[], size: number): Generator<StreamRecord[]> {
  let batch: StreamRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const length = Buffer.byteLength(JSON.stringify(record));
    if (batch.length === size || (batch.length > 0 && bytes + length > payloadLimit)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += length;
  }
  if (batch.length > 0) yield batch;
}
