import { createHmac, timingSafeEqual } from 'node:crypto';
import { call, type Item, text } from './dynamodb.ts';

/** The first key of a purpose. */
export async function key(purpose: string): Promise<Buffer> {
  const { Items: [found] = [] } = (await call('Query', {
    TableName: process.env.TABLE_NAME,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: `KEY#${purpose}` } },
    ConsistentRead: true,
  })) as { Items?: Item[] };

  return Buffer.from(text(found?.secret), 'base64url');
}

export const mac = (secret: Buffer, content: string, bytes: number): string =>
  createHmac('sha256', secret).update(content).digest().subarray(0, bytes).toString('base64url');

/** The lead and request that a genuine token names; undefined for any other. */
export function opened(
  secret: Buffer,
  purpose: string,
  token: string,
): { leadId: string; request: string } | undefined {
  const [leadId = '', request = '', , claimed = ''] = token.split('.');
  const genuine = mac(secret, `${purpose}\n${leadId}\n${request}`, 16);
  const same = claimed.length === genuine.length && timingSafeEqual(Buffer.from(claimed), Buffer.from(genuine));

  return same ? { leadId, request } : undefined;
}
