import { setTimeout as pause } from 'node:timers/promises';
import type { Position } from './checkpoint.ts';
import { Pace } from './pace.ts';
import { type BatchesStart, processInOrder } from './stream-batches.ts';
import type { StreamClient, StreamRecord } from './stream-client.ts';
import { batchesOf } from './stream-delivery.ts';

export type ShardReaderStart = {
  readonly client: StreamClient;
  readonly streamArn: string;
  readonly shardId: string;
  readonly batches: BatchesStart;
  readonly position: () => Position;
  readonly save: (position: Position) => void;
  /** Told when the stream cannot be read; it is read again a second later. */
  readonly troubled: (error: unknown) => void;
};

/** Reads one shard to its end, which for the newest shard is when the runtime stops. */
export class ShardReader {
  /** Resolves when the shard is done or the reader was stopped. */
  readonly done: Promise<void>;
  readonly #start: ShardReaderStart;
  readonly #pace = new Pace({ shortest: 20, longest: 250 });

  constructor(start: ShardReaderStart) {
    this.#start = start;
    this.done = this.#untilDone();
  }

  wake(): void {
    this.#pace.wake();
  }

  async #untilDone(): Promise<void> {
    const { batches, troubled } = this.#start;
    const { signal } = batches;
    while (!signal.aborted) {
      try {
        await this.#read();

        return;
      } catch (error) {
        if (signal.aborted) return;
        troubled(error);
        await pause(1_000, undefined, { signal }).catch(() => {});
      }
    }
  }

  async #read(): Promise<void> {
    const { client, streamArn, shardId, batches, position, save } = this.#start;
    const { mapping, signal } = batches;
    let iterator: string | undefined = await client.iterator(streamArn, shardId, position());
    let held: StreamRecord[] = [];
    let heldSince = 0;
    while (iterator !== undefined && !signal.aborted) {
      const { records, next } = await client.records(iterator);
      const heard = mapping.filter === undefined ? records : records.filter(mapping.filter);
      if (held.length === 0) heldSince = performance.now();
      held.push(...heard);
      const patience = mapping.windowMilliseconds - (performance.now() - heldSince);
      if (held.length >= mapping.batchSize || patience <= 0 || next === undefined) {
        for (const batch of batchesOf(held, mapping.batchSize)) await processInOrder(batches, batch);
        held = [];
      }
      const last = records.at(-1);
      if (held.length === 0 && last !== undefined && !signal.aborted) save({ after: last.dynamodb.SequenceNumber });
      if (records.length > 0) this.#pace.busy();
      else if (next !== undefined) await this.#pace.pause(held.length > 0 ? patience : undefined);
      iterator = next;
    }
    if (!signal.aborted) save({ at: 'end' });
  }
}
