import { ConditionalCheckFailedException, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Instant } from '#domain/instant.ts';
import type { ServerKeyStore, StoredServerKey } from '../keyring/server-keys.ts';
import { fromItem, toItem } from './items.ts';
import type { Table } from './table.ts';

const PARTITION = 'KEY#server';
const Moment = z.iso.datetime({ precision: 3 });
const StoredKey = z.looseObject({
  sk: z.string(),
  name: z.string(),
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  issuedAt: Moment,
  revokedAt: z.optional(Moment),
});

/** The keys of other systems in the table, the oldest first. */
export const dynamoServerKeys = (table: Table): ServerKeyStore => ({
  all: async () => {
    const { Items: items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: PARTITION } },
        ConsistentRead: true,
      }),
    );

    return items
      .map((item) => {
        const { sk, name, hash, issuedAt, revokedAt } = StoredKey.parse(fromItem(item));
        return { id: sk, name, hash, issuedAt, ...(revokedAt === undefined ? {} : { revokedAt }) };
      })
      .sort((one, other) => (one.issuedAt < other.issuedAt ? -1 : 1));
  },
});

/** Keeps a new key. Rejects when its id is taken. */
export async function keepServerKey(table: Table, { id, ...key }: StoredServerKey): Promise<void> {
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: toItem({ pk: PARTITION, sk: id, ...key }),
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
}

/** Revokes a key for good; it stays in the list. False when it was revoked before. */
export async function revokeServerKey(table: Table, { id, ...key }: StoredServerKey, at: Instant): Promise<boolean> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ pk: PARTITION, sk: id, ...key, revokedAt: at }),
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(revokedAt)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
