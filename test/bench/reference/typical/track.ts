import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { z } from 'zod';
import { client, opened, TableName } from './table.ts';

const Activity = z.object({
  lead: z.string().max(200),
  id: z.string().regex(/^[\w-]{8,64}$/),
  kind: z.string().regex(/^[a-z-]{1,40}$/),
  topic: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  page: z.url().optional(),
});
const Activities = z.object({ activities: z.array(Activity).min(1).max(25) });

export const handler = middy<APIGatewayProxyEventV2>().handler(async ({ body }) => {
  const { activities } = Activities.parse(JSON.parse(body ?? ''));
  const at = new Date().toISOString();
  const { leadId } = await opened('track', activities[0]?.lead ?? '');
  const items = activities.map(({ id, kind, topic, page }) => {
    const path = page === undefined ? undefined : new URL(page).pathname;
    const item = { pk: `LEAD#${leadId}`, sk: `ACTIVITY#${at}#${id}`, id, kind, at, topic, page: path };

    return marshall(item, { removeUndefinedValues: true });
  });
  await client.send(
    new BatchWriteItemCommand({ RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) } }),
  );

  return { statusCode: 202, body: JSON.stringify({ status: 'recorded', count: items.length }) };
});
