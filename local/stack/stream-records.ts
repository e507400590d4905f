import { streamTable } from '#local/aws/streams-calls.ts';
import { awsCaller } from '#local/sources/aws-caller.ts';
import { type StreamRecord, streamClient } from '#local/sources/stream-client.ts';
import { ADMIN_KEY } from '../aws/callers.ts';
import type { StreamRange } from './redrive.ts';

/** Reads the records of a range again. Throws when the stream no longer holds its beginning. */
export async function readStreamRange(
  endpoint: { readonly url: string; readonly region: string },
  streamArn: string,
  { shardId, startSequenceNumber, endSequenceNumber }: StreamRange,
): Promise<StreamRecord[]> {
  const { call, stop } = awsCaller({
    endpoint: endpoint.url,
    region: endpoint.region,
    accessKeyId: ADMIN_KEY,
    service: 'dynamodb',
    target: 'DynamoDBStreams_20120810',
  });
  try {
    const client = streamClient(call);
    const found: StreamRecord[] = [];
    let iterator: string | undefined = await client.iterator(
      await client.streamOf(streamTable(streamArn) ?? ''),
      shardId,
      { at: 'start' },
    );
    while (iterator !== undefined) {
      const { records, next } = await client.records(iterator);
      const wanted = records.filter(({ dynamodb: { SequenceNumber } }) =>
        isBetween(SequenceNumber, startSequenceNumber, endSequenceNumber),
      );
      found.push(...wanted);
      const last = records.at(-1)?.dynamodb.SequenceNumber;
      iterator = last === undefined || BigInt(last) >= BigInt(endSequenceNumber) ? undefined : next;
    }
    if (found[0]?.dynamodb.SequenceNumber !== startSequenceNumber)
      throw new Error('The stream no longer holds these records.');

    return found.map((record) => ({ ...record, awsRegion: endpoint.region, eventSourceARN: streamArn }));
  } finally {
    stop();
  }
}

const isBetween = (number: string, from: string, to: string) =>
  BigInt(number) >= BigInt(from) && BigInt(number) <= BigInt(to);
