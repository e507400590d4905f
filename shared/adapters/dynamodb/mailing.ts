import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Mailings } from '#ports/mailing.ts';
import { isConflict } from './conflicts.ts';
import { fromItem, toItem } from './items.ts';
import type { Table } from './table.ts';

/** The partition of all that is known about our standing as a sender. */
export const MAILING = 'MAILING';
const KEY = { pk: MAILING, sk: 'STATE' };

const Instant = z.iso.datetime({ precision: 3 });
const Count = z.int().check(z.minimum(0));
const Stored = z.object({
  paused: z.optional(z.strictObject({ because: z.enum(['bounces', 'complaints']), since: Instant })),
  resumed: z.optional(z.strictObject({ hour: z.string(), mails: Count, bounces: Count, complaints: Count })),
  version: z.int(),
});

/** The one item that says whether marketing mail is paused. Nobody ever paused it: there is none. */
export const dynamoMailings = ({ client, name }: Table): Mailings => ({
  get: async () => {
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName: name, Key: toItem(KEY), ConsistentRead: true }),
    );

    return item === undefined ? { version: 0 } : Stored.parse(fromItem(item));
  },
  save: async (mailing) => {
    const isFirst = mailing.version === 1;
    try {
      await client.send(
        new PutItemCommand({
          TableName: name,
          Item: toItem({ ...KEY, ...mailing }),
          ConditionExpression: isFirst ? 'attribute_not_exists(pk)' : 'version = :before',
          ...(isFirst ? {} : { ExpressionAttributeValues: { ':before': { N: String(mailing.version - 1) } } }),
        }),
      );
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  },
});
