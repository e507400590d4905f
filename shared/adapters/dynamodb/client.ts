import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { callLimits } from '../system/call-limits.ts';
import type { Table } from './table.ts';

/** The table by its name, and the suppression list where a function ends consents; the SDK tries three times. */
export const tableNamed = (name: string, suppressions?: string): Table => ({
  name,
  ...(suppressions === undefined ? {} : { suppressions }),
  client: new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: callLimits,
  }),
});
