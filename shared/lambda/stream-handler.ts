import middy from '@middy/core';
import type { AttributeValue, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from './log.ts';

export type Image = Record<string, AttributeValue>;

/** One record of the table's stream: what the item became. */
export interface StreamRecord<T> {
  readonly sequenceNumber: string;
  readonly content: T;
}

/**
 * Wraps a consumer of the table's stream. Records are handled in order: the first that fails is reported, it and all after it come again. `read` turns an
 * image into content; a record that cannot be read fails alone, after those before it were handled.
 */
export function streamHandler<T>(
  { read, log }: { read: (image: Image) => T; log: Log },
  handle: (records: readonly StreamRecord<T>[]) => Promise<string | undefined>,
) {
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async ({ Records: records }) => {
    const readable: StreamRecord<T>[] = [];
    let poison: string | undefined;
    for (const { dynamodb } of records) {
      const sequenceNumber = dynamodb?.SequenceNumber ?? '';
      try {
        readable.push({ sequenceNumber, content: read(dynamodb?.NewImage ?? {}) });
      } catch (error) {
        log.error('stream record cannot be read', error, { sequenceNumber });
        poison = sequenceNumber;
        break;
      }
    }
    const failed = (readable.length === 0 ? undefined : await handle(readable)) ?? poison;

    return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] };
  });
}
