import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { call, item } from './dynamodb.ts';
import { key, mac } from './keys.ts';

const TableName = process.env.TABLE_NAME;
const { whitepaper } = JSON.parse(readFileSync(new URL('./playbook.json', import.meta.url), 'utf8')).forms;
const secret = key('address');
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

export async function handler({ body = '', requestContext }: APIGatewayProxyEventV2) {
  const { fields, consents } = JSON.parse(body);
  for (const { name, required, maxLength } of whitepaper.fields) {
    const value = fields[name];
    if (value === undefined ? required : typeof value !== 'string' || value.length > maxLength) return refused(name);
  }
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(fields.email)) return refused('email');
  const given = whitepaper.consents.filter(({ channel }: { channel: string }) => consents[channel]?.given);
  for (const { channel, text } of given) if (consents[channel].text !== sha256(text.en)) return refused(channel);
  const hash = mac(await secret, `address\n${fields.email}`, 18);
  const [id, requestId, at] = [randomUUID(), randomUUID(), new Date().toISOString()];
  const outbox = JSON.stringify([{ id: `${id}.1.0`, type: 'lead.captured', at, facts: { requestId } }]);
  const optIn = { status: 'pending', requestId, requestedAt: at };
  const puts = [
    { pk: `ADDRESS#${hash}`, sk: 'ADDRESS', leadId: id, since: at },
    { pk: `LEAD#${id}`, sk: 'LEAD', version: 1, stage: 'raw', capturedAt: at, optIn, outbox },
    { pk: `LEAD#${id}`, sk: 'PROFILE', profile: fields },
    ...given.map((consent: { text: { en: string }; channel: string }, n: number) => {
      const viewer = { ip: requestContext.http.sourceIp, userAgent: requestContext.http.userAgent };
      const entry = { n, at, channel: consent.channel, text: consent.text.en, requestId, viewer };

      return { pk: `ADDRESS#${hash}`, sk: `CONSENT#${n}`, ...entry, hash: sha256(JSON.stringify(entry)) };
    }),
  ];
  await call('TransactWriteItems', {
    TransactItems: puts.map((each) => ({
      Put: { TableName, Item: item(each), ConditionExpression: 'attribute_not_exists(pk)' },
    })),
  });

  return { statusCode: 202, body: '{"status":"check-your-inbox"}' };
}

const refused = (field: string) => ({ statusCode: 400, body: JSON.stringify({ field }) });
