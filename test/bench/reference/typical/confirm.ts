import { createHash } from 'node:crypto';
import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { z } from 'zod';
import { client, itemsOf, opened, TableName } from './table.ts';

const Head = z.looseObject({
  version: z.number(),
  addressHash: z.string(),
  optIn: z.looseObject({ status: z.string(), requestId: z.string(), expiresAt: z.iso.datetime() }),
  consents: z.record(z.string(), z.unknown()),
});

export const handler = middy<APIGatewayProxyEventV2>().handler(async ({ pathParameters, requestContext }) => {
  const link = await opened('confirm', pathParameters?.token ?? '');
  const head = Head.parse((await itemsOf(`LEAD#${link.leadId}`, 'LEAD', 'PROFILE'))[0]);
  const at = new Date().toISOString();
  if (head.optIn.requestId !== link.request || head.optIn.expiresAt < at) return { statusCode: 404 };
  if (head.optIn.status === 'confirmed') return page('Already confirmed');
  const outbox = JSON.stringify([
    { id: `${link.leadId}.${head.version + 1}.0`, type: 'lead.confirmed', at, facts: {} },
  ]);
  const optIn = { ...head.optIn, status: 'confirmed', decidedAt: at };
  const { sourceIp: ip, userAgent } = requestContext.http;
  const entries = Object.keys(head.consents).map((channel, n) => {
    const entry = { n: n + 100, at, kind: 'confirmed', channel, requestId: link.request, viewer: { ip, userAgent } };
    const hash = createHash('sha256').update(JSON.stringify(entry)).digest('hex');

    return { pk: `ADDRESS#${head.addressHash}`, sk: `CONSENT#${entry.n}`, ...entry, hash };
  });
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        {
          Put: {
            TableName,
            Item: marshall({ ...head, version: head.version + 1, optIn, outbox }, { removeUndefinedValues: true }),
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':version': { N: String(head.version) } },
          },
        },
        ...entries.map((entry) => ({
          Put: {
            TableName,
            Item: marshall(entry, { removeUndefinedValues: true }),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        })),
      ],
    }),
  );

  return page('Confirmed');
});

const page = (title: string) => ({
  statusCode: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!doctype html><title>${title}</title><h1>${title}</h1>`,
});
