import { paginateQuery } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { activityKinds } from '#contracts/playbook.ts';
import { type Activity, signs } from '#domain/lead/activity.ts';
import type { Activities } from '#ports/activities.ts';
import { batchDelete } from './batch-delete.ts';
import { batchPut } from './batch-put.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { leadKey, type Table } from './table.ts';

const StoredActivity = z.looseObject({
  id: z.string(),
  kind: z.enum(activityKinds),
  at: z.iso.datetime({ precision: 3 }),
  topic: z.optional(z.string()),
  page: z.optional(z.string()),
  signs: z.optional(z.array(z.enum(signs))),
});

/** Activities, one item each under their lead; the key carries the id alone, so that a repeat is the same item whatever time it tells. */
export const dynamoActivities = (table: Table): Activities => ({
  record: (done, keptFor) =>
    batchPut(
      table,
      done.map(({ leadId, activity }) =>
        toItem({
          pk: leadKey(leadId),
          sk: `ACTIVITY#${activity.id}`,
          ...activity,
          expiresAt: Math.ceil((Date.parse(activity.at) + keptFor) / 1_000),
        }),
      ),
    ),

  of: async (leadId) => {
    const pages = paginateQuery({ client: table.client }, activitiesOf(table, leadId));
    const activities: Activity[] = [];
    for await (const { Items: items = [] } of pages) activities.push(...items.map(activityOf));

    return activities.sort((one, other) => compare(one.at, other.at) || compare(one.id, other.id));
  },

  forget: async (leadId) => {
    const keys = { ...activitiesOf(table, leadId), ProjectionExpression: 'sk' };
    let count = 0;
    for await (const { Items: items = [] } of paginateQuery({ client: table.client }, keys)) {
      const sortKeys = items.flatMap(({ sk }) => sk?.S ?? []);
      await batchDelete(table, leadKey(leadId), sortKeys);
      count += sortKeys.length;
    }

    return count;
  },

  drop: (leadId, ids) =>
    batchDelete(
      table,
      leadKey(leadId),
      ids.map((id) => `ACTIVITY#${id}`),
    ),
});

const activitiesOf = ({ name }: Table, leadId: string) => ({
  TableName: name,
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :activity)',
  ExpressionAttributeValues: { ':pk': { S: leadKey(leadId) }, ':activity': { S: 'ACTIVITY#' } },
  ConsistentRead: true,
});

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));

/** The activity that an item (or an image in the stream) holds. */
export function activityOf(item: Item): Activity {
  const { id, kind, at, topic, page, signs } = StoredActivity.parse(fromItem(item));

  return {
    id,
    kind,
    at,
    ...(topic === undefined ? {} : { topic }),
    ...(page === undefined ? {} : { page }),
    ...(signs === undefined ? {} : { signs }),
  };
}
