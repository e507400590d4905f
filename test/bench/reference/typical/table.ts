import { createHmac, timingSafeEqual } from 'node:crypto';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { z } from 'zod';

export const { TABLE_NAME: TableName } = z.object({ TABLE_NAME: z.string() }).parse(process.env);
export const client = new DynamoDBClient({});
const Key = z.object({ secret: z.string() });

/** All items of a partition, or those between two sort keys. */
export async function itemsOf(pk: string, from = ' ', to = '~'): Promise<unknown[]> {
  const { Items: items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': { S: pk }, ':from': { S: from }, ':to': { S: to } },
      ConsistentRead: true,
    }),
  );

  return items.map((item) => unmarshall(item));
}

export async function mac(purpose: string, content: string, bytes: number): Promise<string> {
  const { secret } = Key.parse((await itemsOf(`KEY#${purpose}`))[0]);

  return createHmac('sha256', Buffer.from(secret, 'base64url'))
    .update(content)
    .digest()
    .subarray(0, bytes)
    .toString('base64url');
}

/** The lead and request that a genuine token names; throws for any other. */
export async function opened(purpose: string, token: string): Promise<{ leadId: string; request: string }> {
  const [leadId = '', request = '', , claimed = ''] = token.split('.');
  const genuine = await mac('link', `${purpose}\n${leadId}\n${request}`, 16);
  if (!timingSafeEqual(Buffer.from(claimed), Buffer.from(genuine))) throw new Error('Not found');

  return { leadId, request };
}
