import { randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { KeyStore } from '../keyring/keyring.ts';
import { fromItem, toItem } from './items.ts';
import type { Table } from './table.ts';

const StoredKey = z.looseObject({ sk: z.string(), secret: z.string() });
const FIRST = '1';
const BYTES = 32;

/** The keys of each purpose, numbered, the oldest first. The first is made by whoever needs it first; of two at once the condition lets one win and the other reads it. */
export const dynamoKeys = (table: Table): KeyStore => ({
  all: async (purpose) => {
    const known = await read(table, purpose);
    if (known.length > 0) return known;
    await makeFirst(table, purpose);

    return read(table, purpose);
  },
});

/** The same for who only opens links: without a key there is no link yet, so there is none to make. */
export const readOnlyKeys = (table: Table): KeyStore => ({ all: (purpose) => read(table, purpose) });

async function read(table: Table, purpose: string) {
  const { Items: items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `KEY#${purpose}` } },
      ConsistentRead: true,
    }),
  );

  return items
    .map((item) => {
      const { sk, secret } = StoredKey.parse(fromItem(item));
      return { id: sk, secret: Buffer.from(secret, 'base64url') };
    })
    .sort((a, b) => Number(a.id) - Number(b.id));
}

async function makeFirst(table: Table, purpose: string): Promise<void> {
  const secret = randomBytes(BYTES).toString('base64url');
  const item = toItem({ pk: `KEY#${purpose}`, sk: FIRST, secret });
  try {
    await table.client.send(
      new PutItemCommand({ TableName: table.name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
