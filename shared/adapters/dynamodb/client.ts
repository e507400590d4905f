import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Table } from './table.ts';

/** The table by its name. Waits shorter than any function's time-out; the SDK tries three times. */
export const tableNamed = (name: string): Table => ({
  name,
  client: new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 },
  }),
});
