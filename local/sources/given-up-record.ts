import { randomUUID } from 'node:crypto';
import type { StreamMapping } from './mappings.ts';
import type { GivenUp } from './stream-batches.ts';
import type { StreamRecord } from './stream-client.ts';

/**
 * What the failure destination of a stream mapping is told: where the records are, not the records
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html).
 */
export function givenUpRecord(
  mapping: StreamMapping,
  shardId: string,
  { condition, records, attempts, requestId }: GivenUp,
  now: Date,
): string {
  const [first, last] = [records[0], records.at(-1)];

  return JSON.stringify({
    requestContext: {
      requestId: requestId ?? randomUUID(),
      functionArn: mapping.functionArn,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: now.toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: last?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  });
}

function arrival(record: StreamRecord | undefined): string | undefined {
  return record && new Date(record.dynamodb.ApproximateCreationDateTime * 1000).toISOString();
}
