import * as z from 'zod';
import { AwsCallError } from './aws-call-error.ts';
import type { AwsCall } from './aws-caller.ts';
import type { Position } from './checkpoint.ts';

const Streams = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) });
const Description = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().optional() })).default([]),
    LastEvaluatedShardId: z.string().optional(),
  }),
});
const Iterator = z.object({ ShardIterator: z.string() });

/** One record as Lambda hands it on, unread beyond what the runtime needs. */
const StreamRecord = z.looseObject({
  eventName: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string(), ApproximateCreationDateTime: z.number() }),
});
export type StreamRecord = z.infer<typeof StreamRecord>;
const Records = z.object({ Records: z.array(StreamRecord), NextShardIterator: z.string().nullish() });

export type Shard = { readonly id: string; readonly parentId: string | undefined };

/** The streams API as the poller needs it. */
export type StreamClient = {
  /** The ARN of a table's newest stream, as this endpoint names it. Throws when the table has none. */
  streamOf(tableName: string): Promise<string>;
  shards(streamArn: string): Promise<Shard[]>;
  /** An iterator at a position; at the oldest record when the position's record is no longer there. */
  iterator(streamArn: string, shardId: string, position: Position): Promise<string>;
  /** Up to 1,000 records, and the iterator after them; undefined where a closed shard ends. */
  records(iterator: string): Promise<{ records: StreamRecord[]; next: string | undefined }>;
};

export function streamClient(call: AwsCall): StreamClient {
  const iterator = async (StreamArn: string, ShardId: string, position: Position): Promise<string> => {
    const place = placeOf(position);

    return Iterator.parse(await call('GetShardIterator', { StreamArn, ShardId, ...place })).ShardIterator;
  };

  return {
    async streamOf(tableName) {
      const { Streams: streams } = Streams.parse(await call('ListStreams', { TableName: tableName }));
      const newest = streams.at(-1);
      if (newest === undefined) throw new Error(`The table ${tableName} has no stream.`);

      return newest.StreamArn;
    },
    async shards(StreamArn) {
      const found: Shard[] = [];
      let from: string | undefined;
      do {
        const { StreamDescription: page } = Description.parse(
          await call('DescribeStream', { StreamArn, ExclusiveStartShardId: from }),
        );
        found.push(...page.Shards.map(({ ShardId, ParentShardId }) => ({ id: ShardId, parentId: ParentShardId })));
        from = page.LastEvaluatedShardId;
      } while (from !== undefined);

      return found;
    },
    async iterator(streamArn, shardId, position) {
      try {
        return await iterator(streamArn, shardId, position);
      } catch (error) {
        if (!(error instanceof AwsCallError && error.code === 'TrimmedDataAccessException')) throw error;

        return iterator(streamArn, shardId, { at: 'start' });
      }
    },
    async records(ShardIterator) {
      const { Records: records, NextShardIterator: next } = Records.parse(await call('GetRecords', { ShardIterator }));

      return { records, next: next ?? undefined };
    },
  };
}

function placeOf(position: Position): {
  ShardIteratorType: string;
  SequenceNumber?: string;
} {
  if ('after' in position) return { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position.after };

  return { ShardIteratorType: position.at === 'start' ? 'TRIM_HORIZON' : 'LATEST' };
}
