import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndexUpdate,
  ResourceInUseException,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from './table-definition.ts';

/**
 * Creates the table, or brings an existing one to its definition: indexes added and removed, stream switched on, TTL set.
 * A changed primary key cannot be brought about and throws.
 */
export async function provideTable(client: DynamoDBClient, name: string, definition: TableDefinition): Promise<void> {
  const existing = (await describe(client, name)) ?? (await create(client, name, definition));
  if (existing !== undefined) await update(client, name, definition, existing);
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName: name });
  await setTimeToLive(client, name, definition);
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Resolves with the table somebody else created at the same moment, if that is what happened. */
async function create(
  client: DynamoDBClient,
  name: string,
  definition: TableDefinition,
): Promise<TableDescription | undefined> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: definition.KeySchema,
        AttributeDefinitions: definition.AttributeDefinitions,
        ...(definition.GlobalSecondaryIndexes.length > 0 && {
          GlobalSecondaryIndexes: definition.GlobalSecondaryIndexes,
        }),
        ...(definition.LocalSecondaryIndexes.length > 0 && { LocalSecondaryIndexes: definition.LocalSecondaryIndexes }),
        ...(definition.StreamSpecification && {
          StreamSpecification: { StreamEnabled: true, ...definition.StreamSpecification },
        }),
      }),
    );

    return undefined;
  } catch (error) {
    if (error instanceof ResourceInUseException) return describe(client, name);
    throw error;
  }
}

async function update(
  client: DynamoDBClient,
  name: string,
  definition: TableDefinition,
  existing: TableDescription,
): Promise<void> {
  if (keyOf(existing.KeySchema ?? []) !== keyOf(definition.KeySchema)) {
    throw new Error(`Table ${name} has another primary key than its template. Remove the state folder to begin anew.`);
  }
  for (const change of indexChanges(definition, existing)) {
    // DynamoDB takes one index change per call.
    await client.send(
      new UpdateTableCommand({
        TableName: name,
        AttributeDefinitions: definition.AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [change],
      }),
    );
  }
  if (definition.StreamSpecification && existing.StreamSpecification?.StreamEnabled !== true) {
    await client.send(
      new UpdateTableCommand({
        TableName: name,
        StreamSpecification: { StreamEnabled: true, ...definition.StreamSpecification },
      }),
    );
  }
}

function indexChanges(definition: TableDefinition, existing: TableDescription): GlobalSecondaryIndexUpdate[] {
  const has = new Set(existing.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName));
  const wants = new Set<string | undefined>(definition.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName));

  return [
    ...[...has].filter((index) => !wants.has(index)).map((IndexName) => ({ Delete: { IndexName } })),
    ...definition.GlobalSecondaryIndexes.filter(({ IndexName }) => !has.has(IndexName)).map((Create) => ({ Create })),
  ];
}

const keyOf = (schema: readonly { AttributeName?: string | undefined; KeyType?: string | undefined }[]) =>
  schema.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).join(', ');

async function setTimeToLive(client: DynamoDBClient, name: string, definition: TableDefinition): Promise<void> {
  const wanted = definition.TimeToLiveSpecification;
  if (wanted?.Enabled !== true || wanted.AttributeName === undefined) return;
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }));
  if (TimeToLiveDescription?.AttributeName === wanted.AttributeName) return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { Enabled: true, AttributeName: wanted.AttributeName },
    }),
  );
}
