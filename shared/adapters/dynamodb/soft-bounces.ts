import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { ConflictError } from '#ports/conflict-error.ts';
import type { SoftBounceLog } from '#ports/soft-bounces.ts';
import { isConflict } from './conflicts.ts';
import { fromItem, toItem } from './items.ts';
import { leadKey, type Table } from './table.ts';

const Instant = z.iso.datetime({ precision: 3 });
const Stored = z.object({
  bounced: z.record(z.string(), Instant),
  arrivedAt: z.optional(Instant),
  version: z.int(),
});
const key = (leadId: string) => ({ pk: leadKey(leadId), sk: 'BOUNCES' });

/** An item beside the lead, so that it goes with it. */
export const dynamoSoftBounces = ({ client, name }: Table): SoftBounceLog => ({
  of: async (leadId) => {
    const { Item: item } = await client.send(
      new GetItemCommand({ TableName: name, Key: toItem(key(leadId)), ConsistentRead: true }),
    );

    return item && Stored.parse(fromItem(item));
  },
  save: async (leadId, bounces) => {
    const isFirst = bounces.version === 1;
    try {
      await client.send(
        new PutItemCommand({
          TableName: name,
          Item: toItem({ ...key(leadId), ...bounces }),
          ConditionExpression: isFirst ? 'attribute_not_exists(pk)' : 'version = :before',
          ...(isFirst ? {} : { ExpressionAttributeValues: { ':before': { N: String(bounces.version - 1) } } }),
        }),
      );
    } catch (error) {
      throw isConflict(error) ? new ConflictError(leadId, { cause: error }) : error;
    }
  },
});
