import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { call, type Item, item, map, text } from './dynamodb.ts';
import { key, opened } from './keys.ts';

const TableName = process.env.TABLE_NAME;
const secret = key('link');

export async function handler({ pathParameters, requestContext }: APIGatewayProxyEventV2) {
  const link = opened(await secret, 'confirm', pathParameters?.token ?? '');
  if (link === undefined) return { statusCode: 404 };
  const { Items: [head] = [] } = (await call('Query', {
    TableName,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :head AND :profile',
    ExpressionAttributeValues: {
      ':pk': { S: `LEAD#${link.leadId}` },
      ':head': { S: 'LEAD' },
      ':profile': { S: 'PROFILE' },
    },
    ConsistentRead: true,
  })) as { Items?: Item[] };
  const optIn = map(head?.optIn);
  const at = new Date().toISOString();
  if (head === undefined || text(optIn.requestId) !== link.request || text(optIn.expiresAt) < at)
    return { statusCode: 404 };
  if (text(optIn.status) === 'confirmed') return page('Already confirmed');
  const before = Number('N' in (head.version ?? {}) ? (head.version as { N: string }).N : 0);
  const outbox = JSON.stringify([{ id: `${link.leadId}.${before + 1}.0`, type: 'lead.confirmed', at, facts: {} }]);
  const changed = {
    ...head,
    version: { N: String(before + 1) },
    optIn: { M: { ...optIn, status: { S: 'confirmed' }, decidedAt: { S: at } } },
    outbox: { S: outbox },
  };
  const { sourceIp: ip, userAgent } = requestContext.http;
  const entries = Object.keys(map(head.consents)).map((channel, n) => {
    const entry = { n: n + 100, at, kind: 'confirmed', channel, requestId: link.request, viewer: { ip, userAgent } };
    const hash = createHash('sha256').update(JSON.stringify(entry)).digest('hex');

    return { pk: `ADDRESS#${text(head.addressHash)}`, sk: `CONSENT#${entry.n}`, ...entry, hash };
  });
  await call('TransactWriteItems', {
    TransactItems: [
      {
        Put: {
          TableName,
          Item: changed,
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': { N: String(before) } },
        },
      },
      ...entries.map((entry) => ({
        Put: { TableName, Item: item(entry), ConditionExpression: 'attribute_not_exists(pk)' },
      })),
    ],
  });

  return page('Confirmed');
}

const page = (title: string) => ({
  statusCode: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><title>${title}</title><h1>${title}</h1>`,
});
