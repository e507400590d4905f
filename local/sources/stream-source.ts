import { setTimeout as pause } from 'node:timers/promises';
import type { SendMessage } from '#local/events/send-message.ts';
import type { Log } from '#local/log.ts';
import { type Checkpoint, openCheckpoint, type Position } from './checkpoint.ts';
import { givenUpRecord } from './given-up-record.ts';
import type { StreamMapping } from './mappings.ts';
import { Pace } from './pace.ts';
import { type BatchesStart, processInOrder } from './stream-batches.ts';
import type { Shard, StreamClient, StreamRecord } from './stream-client.ts';

export type StreamSourceStart = {
  readonly mapping: StreamMapping;
  readonly client: StreamClient;
  readonly invoke: (
    functionArn: string,
    payload: string,
    origin: string,
  ) => Promise<{ requestId: string; failed: boolean; payload: string }>;
  readonly sendMessage: SendMessage;
  readonly report: Log;
  /** Where checkpoints live. */
  readonly folder: string;
  readonly now: () => Date;
  /** Milliseconds before a retry; Lambda goes up to a minute. */
  readonly retryDelay?: (attempt: number) => number;
};

export type Source = { wake(): void; stop(): Promise<void> };

/** Lambda hands at most 6 MB to one invocation. */
const payloadLimit = 6 * 1024 * 1024;

/**
 * Reads a table's stream and takes its records through a function. Resolves once it knows where to begin, so that nothing written after that is
 * missed. Checkpoints are saved after success: a kill repeats at most the batch that was running.
 */
export async function startStreamSource(start: StreamSourceStart): Promise<Source> {
  const { mapping, client, report } = start;
  const streamArn = await client.streamOf(mapping.tableName);
  const checkpoint = openCheckpoint(start.folder, mapping.id, streamArn);
  const pace = new Pace({ shortest: 20, longest: 250 });
  const ending = new AbortController();
  const { signal } = ending;
  const startedAt = Date.now();
  const readers = new Map<string, Promise<void>>();
  const shards = await client.shards(streamArn);
  if (mapping.startingPosition === 'LATEST') await settleLatest(client, streamArn, shards, checkpoint);

  /** Starts a reader for each shard whose parent is done; DynamoDB orders a key's records over parent and child. */
  const readAll = (known: readonly Shard[]) => {
    const ids = new Set(known.map(({ id }) => id));
    for (const { id, parentId } of known) {
      const parentOpen = parentId !== undefined && ids.has(parentId) && !isDone(checkpoint.position(parentId));
      if (signal.aborted || readers.has(id) || parentOpen || isDone(checkpoint.position(id))) continue;
      readers.set(
        id,
        untilDone(id).finally(() => readers.delete(id)),
      );
    }
  };
  const untilDone = async (shardId: string): Promise<void> => {
    while (!signal.aborted) {
      try {
        await readShard(shardId);
        if (!signal.aborted) readAll(await client.shards(streamArn));

        return;
      } catch (error) {
        if (signal.aborted) return;
        report(`The stream of ${mapping.tableName} cannot be read: ${error instanceof Error ? error.message : error}`);
        await pause(1_000, undefined, { signal }).catch(() => {});
      }
    }
  };
  const readShard = async (shardId: string): Promise<void> => {
    const save = (sequenceNumber: string) => checkpoint.save(shardId, { after: sequenceNumber });
    const batches = batchesStart(start, { shardId, save, startedAt, signal });
    let iterator: string | undefined = await client.iterator(
      streamArn,
      shardId,
      checkpoint.position(shardId) ?? { at: 'start' },
    );
    let held: StreamRecord[] = [];
    let heldSince = 0;
    while (iterator !== undefined && !signal.aborted) {
      const { records, next } = await client.records(iterator);
      const heard = mapping.filter === undefined ? records : records.filter(mapping.filter);
      if (held.length === 0) heldSince = performance.now();
      held.push(...heard);
      if (records.length > 0) pace.busy();
      const patience = mapping.windowMilliseconds - (performance.now() - heldSince);
      if (held.length >= mapping.batchSize || patience <= 0 || next === undefined) {
        for (const batch of batchesOf(held, mapping.batchSize)) await processInOrder(batches, batch);
        held = [];
      }
      const last = records.at(-1);
      if (held.length === 0 && last !== undefined && !signal.aborted) save(last.dynamodb.SequenceNumber);
      if (records.length === 0 && next !== undefined) await pace.pause(held.length > 0 ? patience : undefined);
      iterator = next;
    }
    if (!signal.aborted) checkpoint.save(shardId, { at: 'end' });
  };
  readAll(shards);

  return {
    wake: () => pace.wake(),
    async stop() {
      ending.abort();
      pace.wake();
      await Promise.all(readers.values());
    },
  };
}

function batchesStart(
  {
    mapping,
    invoke,
    sendMessage,
    report,
    now,
    retryDelay = (attempt) => Math.min(2_000, 50 * 2 ** attempt),
  }: StreamSourceStart,
  {
    shardId,
    save,
    startedAt,
    signal,
  }: { shardId: string; save: (sequenceNumber: string) => void; startedAt: number; signal: AbortSignal },
): BatchesStart {
  const [, , , region] = mapping.sourceArn.split(':');

  return {
    mapping,
    signal,
    retryDelay,
    checkpoint: save,
    invoke: (records) => {
      // Emulators name stream and region in their own way; the function sees the names of the template.
      const Records = records.map((record) => ({ ...record, awsRegion: region, eventSourceARN: mapping.sourceArn }));

      return invoke(mapping.functionArn, JSON.stringify({ Records }), mapping.id);
    },
    // While the runtime was off nobody could read: a record ages from the start at the earliest, by the machine's clock as its stamp.
    ageOf: ({ dynamodb }) => Date.now() - Math.max(startedAt, dynamodb.ApproximateCreationDateTime * 1000),
    async giveUp(given) {
      const place =
        mapping.onFailure === undefined
          ? 'lost: the mapping has no destination for failures'
          : `told to ${mapping.onFailure}`;
      report(
        `${mapping.functionArn.split(':').at(-1)} gave up ${given.records.length} stream record(s) after ${given.attempts} attempts (${given.condition}); ${place}`,
      );
      if (mapping.onFailure !== undefined)
        await sendMessage(mapping.onFailure, givenUpRecord(mapping, shardId, given, now()));
    },
  };
}

/** Batches of at most `size` records and 6 MB. */
function* batchesOf(records: readonly StreamRecord[], size: number): Generator<StreamRecord[]> {
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

/**
 * Turns `LATEST` into a place that can be saved, once: after the last record there is now. Otherwise a kill before the first checkpoint would
 * make a restart begin later, and what was written in between would be lost.
 */
async function settleLatest(
  client: StreamClient,
  streamArn: string,
  shards: readonly Shard[],
  checkpoint: Checkpoint,
): Promise<void> {
  if (shards.some(({ id }) => checkpoint.position(id) !== undefined)) return;
  for (const { id } of shards) {
    let position: Position = { at: 'start' };
    let iterator: string | undefined = await client.iterator(streamArn, id, position);
    while (iterator !== undefined) {
      const { records, next } = await client.records(iterator);
      const last = records.at(-1);
      if (last !== undefined) position = { after: last.dynamodb.SequenceNumber };
      if (next === undefined) position = { at: 'end' };
      iterator = records.length === 0 ? undefined : next;
    }
    checkpoint.save(id, position);
  }
}

const isDone = (position: Position | undefined) => position !== undefined && 'at' in position && position.at === 'end';
