import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Rotations } from '#ports/rotations.ts';
import { fromItem } from './items.ts';
import type { Table } from './table.ts';

const StoredRotation = z.looseObject({ last: z.optional(z.string()), version: z.int() });

/** Where each team's rotation stands. It is written only together with the lead that took the turn. */
export const dynamoRotations = (table: Table): Rotations => ({
  get: async (team) => {
    const { Item: item } = await table.client.send(
      new GetItemCommand({
        TableName: table.name,
        Key: { pk: { S: `TEAM#${team}` }, sk: { S: 'ROTATION' } },
        ConsistentRead: true,
      }),
    );
    if (item === undefined) return { team, version: 0 };
    const { last, version } = StoredRotation.parse(fromItem(item));

    return { team, version, ...(last === undefined ? {} : { last }) };
  },
});
