import type { Checkpoint, Position } from './checkpoint.ts';
import type { Shard, StreamClient } from './stream-client.ts';

/**
 * Turns `LATEST` into a place that can be saved, once: after the last record there is now. Otherwise a kill before the first checkpoint would
 * make a restart begin later, and what was written in between would be lost.
 */
export async function settleLatest(
  client: StreamClient,
  streamArn: string,
  shards: readonly Shard[],
  checkpoint: Checkpoint,
): Promise<void> {
  if (shards.some(({ id }) => checkpoint.position(id) !== undefined)) return;
  for (const { id } of shards) checkpoint.save(id, await newest(client, streamArn, id));
}

async function newest(client: StreamClient, streamArn: string, shardId: string): Promise<Position> {
  let position: Position = { at: 'start' };
  let iterator: string | undefined = await client.iterator(streamArn, shardId, position);
  while (iterator !== undefined) {
    const { records, next } = await client.records(iterator);
    const last = records.at(-1);
    if (last !== undefined) position = { after: last.dynamodb.SequenceNumber };
    if (next === undefined) return { at: 'end' };
    iterator = records.length === 0 ? undefined : next;
  }

  return position;
}
