import { openCheckpoint, type Position } from './checkpoint.ts';
import { settleLatest } from './settle-latest.ts';
import { ShardReader } from './shard-reader.ts';
import type { Shard, StreamClient } from './stream-client.ts';
import { type DeliveryStart, streamDelivery } from './stream-delivery.ts';

export type StreamSourceStart = DeliveryStart & {
  readonly client: StreamClient;
  /** Where checkpoints live. */
  readonly folder: string;
};

/** Something that takes items to a function until it is stopped; `wake` tells it that there is one. */
export type Source = { wake(): void; stop(): Promise<void> };

/**
 * Reads a table's stream and takes its records through a function. Resolves once it knows where to begin, so that nothing written after that is
 * missed. Checkpoints are saved after success: a kill repeats at most the batch that was running.
 */
export async function startStreamSource(start: StreamSourceStart): Promise<Source> {
  const { mapping, client, report } = start;
  const streamArn = await client.streamOf(mapping.tableName);
  const checkpoint = openCheckpoint(start.folder, mapping.id, streamArn);
  const ending = new AbortController();
  const { signal } = ending;
  const readers = new Map<string, ShardReader>();
  const shards = await client.shards(streamArn);
  if (mapping.startingPosition === 'LATEST') await settleLatest(client, streamArn, shards, checkpoint);

  const reader = (shardId: string): ShardReader =>
    new ShardReader({
      client,
      streamArn,
      shardId,
      batches: streamDelivery(start, shardId, {
        checkpoint: (sequenceNumber) => checkpoint.save(shardId, { after: sequenceNumber }),
        signal,
      }),
      position: () => checkpoint.position(shardId) ?? { at: 'start' },
      save: (position) => checkpoint.save(shardId, position),
      troubled: (error) =>
        report(`The stream of ${mapping.tableName} cannot be read: ${error instanceof Error ? error.message : error}`),
    });
  /** Reads each shard whose parent is done; DynamoDB orders a key's records over parent and child. */
  const readAll = (known: readonly Shard[]): void => {
    const ids = new Set(known.map(({ id }) => id));
    for (const { id, parentId } of known) {
      const parentOpen = parentId !== undefined && ids.has(parentId) && !isDone(checkpoint.position(parentId));
      if (signal.aborted || readers.has(id) || parentOpen || isDone(checkpoint.position(id))) continue;
      const started = reader(id);
      readers.set(id, started);
      void started.done.then(() => readers.delete(id)).then(readOn);
    }
  };
  /** A shard is done: its children can be read. */
  const readOn = async (): Promise<void> => {
    if (signal.aborted) return;
    try {
      readAll(await client.shards(streamArn));
    } catch (error) {
      report(`The shards of ${mapping.tableName} cannot be listed: ${error instanceof Error ? error.message : error}`);
      setTimeout(() => void readOn(), 1_000).unref();
    }
  };
  readAll(shards);

  return {
    wake() {
      for (const each of readers.values()) each.wake();
    },
    async stop() {
      ending.abort();
      const stopping = [...readers.values()];
      for (const each of stopping) each.wake();
      await Promise.all(stopping.map(({ done }) => done));
    },
  };
}

const isDone = (position: Position | undefined) => position !== undefined && 'at' in position && position.at === 'end';
