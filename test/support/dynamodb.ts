import { randomUUID } from 'node:crypto';
import { DeleteTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { adminClient, startDynamoDb } from '#local/aws/dynamodb.ts';
import { TableDefinition } from '#local/aws/table-definition.ts';
import { provideTable } from '#local/aws/tables.ts';

/** The table as `infra` defines it (design §4); a test compares the two. */
export const GOLDPAN_TABLE: TableDefinition = TableDefinition.parse({
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['pk', 'sk', 'duePk', 'dueAt'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'due',
      KeySchema: [
        { AttributeName: 'duePk', KeyType: 'HASH' },
        { AttributeName: 'dueAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
});

/** The suppression list as `infra` defines it; a test compares the two. */
export const SUPPRESSION_TABLE: TableDefinition = TableDefinition.parse({
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
});

export type TestTable = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** The suppression list's name. */
  readonly suppressions: string;
  readonly endpoint: string;
  stop(): Promise<void>;
};

/** An empty Goldpan table of its own: on a fresh Dynoxide, or under a name of its own on the one in `DYNAMODB_ENDPOINT`. */
export async function startTestTable(): Promise<TestTable> {
  const { endpoint, stop } = await startDynamoDb();
  const client = adminClient(endpoint);
  const tableName = `goldpan-test-${randomUUID()}`;
  const suppressions = `${tableName}-suppressions`;
  await provideTable(client, tableName, GOLDPAN_TABLE);
  await provideTable(client, suppressions, SUPPRESSION_TABLE);

  return {
    client,
    tableName,
    suppressions,
    endpoint,
    async stop() {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      await client.send(new DeleteTableCommand({ TableName: suppressions }));
      client.destroy();
      await stop();
    },
  };
}
