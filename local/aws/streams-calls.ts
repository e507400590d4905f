import * as z from 'zod';
import type { Authorization } from './iam.ts';

const StreamRequest = z.object({
  StreamArn: z.string().optional(),
  ShardIterator: z.string().optional(),
  TableName: z.string().optional(),
});

/** The table in a stream's ARN, whichever region and label the emulator gives it. */
export const streamTable = (streamArn: string): string | undefined => /:table\/([^/]+)\/stream\//.exec(streamArn)?.[1];

/**
 * What a call of the streams API needs. Emulators name streams in their own way, so the table decides which stream of the template
 * is meant. `iteratorTable` tells which table an iterator reads.
 */
export function streamAuthorizations(
  operation: string,
  body: unknown,
  find: {
    readonly streamArn: (table: string) => string;
    readonly iteratorTable: (iterator: string) => string | undefined;
  },
): readonly Authorization[] {
  const { StreamArn, ShardIterator, TableName } = StreamRequest.parse(body);
  const table =
    StreamArn !== undefined
      ? streamTable(StreamArn)
      : ShardIterator !== undefined
        ? find.iteratorTable(ShardIterator)
        : TableName;

  return [
    { action: `dynamodb:${operation}`, resource: table === undefined ? '*' : find.streamArn(table), context: {} },
  ];
}
