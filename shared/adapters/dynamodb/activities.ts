import { paginateQuery } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { activityKinds } from '#contracts/playbook.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Activities } from '#ports/activities.ts';
import { batchPut } from './batch-put.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { leadKey, type Table } from './table.ts';

const StoredActivity = z.looseObject({
  id: z.string(),
  kind: z.enum(activityKinds),
  at: z.iso.datetime({ precision: 3 }),
  topic: z.optional(z.string()),
  page: z.optional(z.string()),
});

/** Activities, one item each under their lead; the key carries the id alone, so that a repeat is the same item whatever time it tells. */
export const dynamoActivities = (table: Table): Activities => ({
  record: (done) =>
    batchPut(
      table,
      done.map(({ leadId, activity }) => toItem({ pk: leadKey(leadId), sk: `ACTIVITY#${activity.id}`, ...activity })),
    ),

  of: async (leadId) => {
    const pages = paginateQuery(
      { client: table.client },
      {
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :activity)',
        ExpressionAttributeValues: { ':pk': { S: leadKey(leadId) }, ':activity': { S: 'ACTIVITY#' } },
        ConsistentRead: true,
      },
    );
    const activities: Activity[] = [];
    for await (const { Items: items = [] } of pages) activities.push(...items.map(activityOf));

    return activities.sort((one, other) => compare(one.at, other.at) || compare(one.id, other.id));
  },
});

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));

/** The activity that an item (or an image in the stream) holds. */
export function activityOf(item: Item): Activity {
  const { id, kind, at, topic, page } = StoredActivity.parse(fromItem(item));

  return { id, kind, at, ...(topic === undefined ? {} : { topic }), ...(page === undefined ? {} : { page }) };
}
