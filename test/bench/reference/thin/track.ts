import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { call, item } from './dynamodb.ts';
import { key, opened } from './keys.ts';

const TableName = process.env.TABLE_NAME ?? '';
const secret = key('link');
const text = (value: unknown, pattern: RegExp) => typeof value === 'string' && pattern.test(value);

export async function handler({ body = '' }: APIGatewayProxyEventV2) {
  const { activities } = JSON.parse(body);
  if (!Array.isArray(activities) || activities.length === 0 || activities.length > 25) return { statusCode: 400 };
  const at = new Date().toISOString();
  const items = [];
  for (const { lead, id, kind, topic, page } of activities) {
    const link = opened(await secret, 'track', lead);
    if (link === undefined) return { statusCode: 404 };
    if (!text(id, /^[\w-]{8,64}$/) || !text(kind, /^[a-z-]{1,40}$/)) return { statusCode: 400 };
    if (topic !== undefined && !text(topic, /^[a-z0-9-]{1,40}$/)) return { statusCode: 400 };
    const more = { ...(topic && { topic }), ...(page && { page: new URL(page).pathname }) };
    items.push(item({ pk: `LEAD#${link.leadId}`, sk: `ACTIVITY#${at}#${id}`, id, kind, at, ...more }));
  }
  await call('BatchWriteItem', { RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) } });

  return { statusCode: 202, body: JSON.stringify({ status: 'recorded', count: items.length }) };
}
