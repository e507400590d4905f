import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { fromItem, toItem } from '#adapters/dynamodb/items.ts';
import { addressKey, type Table } from '#adapters/dynamodb/table.ts';
import { addressHashOf } from './who.ts';

const Owned = z.looseObject({ leadId: z.string().optional() });

/** The lead that was named, by its id or its address; undefined when the address is nobody's. */
export const leadAt = async (table: Table, who: string): Promise<string | undefined> =>
  who.includes('@') ? ownerOf(table, await addressHashOf(table, { address: who })) : who;

/** Whose an address is, by its keyed hash. */
export async function ownerOf(table: Table, hash: string): Promise<string | undefined> {
  const { Item: item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ pk: addressKey(hash), sk: 'ADDRESS' }),
      ConsistentRead: true,
    }),
  );

  return item && Owned.parse(fromItem(item)).leadId;
}
