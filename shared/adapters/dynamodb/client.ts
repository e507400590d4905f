import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { callLimits } from '../system/call-limits.ts';
import type { Table } from './table.ts';

/** The table by its name; the SDK tries three times. */
export const tableNamed = (name: string): Table => ({
  name,
  client: new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: callLimits,
  }),
});
