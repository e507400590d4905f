import { randomUUID } from 'node:crypto';
import { BatchWriteItemCommand, DeleteTableCommand, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { Item } from '#adapters/dynamodb/items.ts';
import { provideTable } from '#local/aws/tables.ts';
import { GOLDPAN_TABLE } from './dynamodb.ts';

/** All items of a table as they are now: what a point in time of its backup holds. */
export async function exported(client: DynamoDBClient, tableName: string): Promise<Item[]> {
  const items: Item[] = [];
  const pages = paginateScan({ client }, { TableName: tableName, ConsistentRead: true });
  for await (const { Items: some = [] } of pages) items.push(...some);

  return items;
}

/** Writes items into a table. */
export async function imported(client: DynamoDBClient, tableName: string, items: readonly Item[]): Promise<void> {
  for (let start = 0; start < items.length; start += 25) {
    const requests = items.slice(start, start + 25).map((item) => ({ PutRequest: { Item: item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: requests } }));
  }
}

/** A new table with these items, as a restore makes one. */
export async function restored(client: DynamoDBClient, items: readonly Item[]) {
  const name = `goldpan-restored-${randomUUID()}`;
  await provideTable(client, name, GOLDPAN_TABLE);
  await imported(client, name, items);

  return { name, remove: () => client.send(new DeleteTableCommand({ TableName: name })) };
}
