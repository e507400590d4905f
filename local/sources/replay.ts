import { processInOrder } from './stream-batches.ts';
import type { StreamClient, StreamRecord } from './stream-client.ts';
import { batchesOf, type DeliveryStart, streamDelivery } from './stream-delivery.ts';

/** Records of a shard, as the message about records that were given up names them (`DDBStreamBatchInfo`). */
export type RecordRange = {
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
};

/**
 * Takes records that were given up through the function once more. Resolves with their number, as far as the function heard them; what fails again
 * is given up again.
 */
export async function replay(
  start: DeliveryStart & { readonly client: StreamClient },
  streamArn: string,
  range: RecordRange,
  signal: AbortSignal,
): Promise<number> {
  const { mapping, client } = start;
  const found = await recordsIn(client, streamArn, range);
  const heard = mapping.filter === undefined ? found : found.filter(mapping.filter);
  const delivery = streamDelivery(start, range.shardId, { checkpoint: () => {}, signal });
  // They are old by now, and were given up for that once; asking for them is reason enough.
  const batches = { ...delivery, ageOf: () => 0 };
  for (const batch of batchesOf(heard, mapping.batchSize)) await processInOrder(batches, batch);

  return heard.length;
}

async function recordsIn(
  client: StreamClient,
  streamArn: string,
  { shardId, startSequenceNumber, endSequenceNumber }: RecordRange,
): Promise<StreamRecord[]> {
  const [first, last] = [BigInt(startSequenceNumber), BigInt(endSequenceNumber)];
  const found: StreamRecord[] = [];
  let iterator: string | undefined = await client.iterator(streamArn, shardId, { from: startSequenceNumber });
  while (iterator !== undefined) {
    const { records, next } = await client.records(iterator);
    const numbered = records.map((record) => ({ record, number: BigInt(record.dynamodb.SequenceNumber) }));
    found.push(...numbered.filter(({ number }) => number >= first && number <= last).map(({ record }) => record));
    iterator = records.length === 0 || numbered.some(({ number }) => number >= last) ? undefined : next;
  }

  return found;
}
