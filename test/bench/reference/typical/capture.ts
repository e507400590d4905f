import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { z } from 'zod';
import { client, mac, TableName } from './table.ts';

const Texts = z.object({ de: z.string(), en: z.string() });
const Form = z.object({
  fields: z.array(z.object({ name: z.string(), required: z.boolean(), maxLength: z.number() })),
  consents: z.array(z.object({ channel: z.string(), purpose: z.string(), text: Texts })),
});
const Playbook = z.object({ forms: z.object({ whitepaper: Form }) });
const { whitepaper } = Playbook.parse(
  JSON.parse(readFileSync(new URL('./playbook.json', import.meta.url), 'utf8')),
).forms;
const Fields = z
  .object(
    Object.fromEntries(
      whitepaper.fields.map(({ name, required, maxLength }) => [
        name,
        required ? z.string().max(maxLength) : z.string().max(maxLength).optional(),
      ]),
    ),
  )
  .extend({ email: z.email() });
const Submission = z.object({
  fields: Fields,
  consents: z.record(z.string(), z.object({ given: z.boolean(), text: z.string() })),
});
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

export const handler = middy<APIGatewayProxyEventV2>().handler(async ({ body, requestContext }) => {
  const { fields, consents } = Submission.parse(JSON.parse(body ?? ''));
  const given = whitepaper.consents.filter(({ channel, text }) => {
    const box = consents[channel];
    return box?.given === true && box.text === sha256(text.en);
  });
  const hash = await mac('address', `address\n${fields.email}`, 18);
  const [id, requestId, at] = [randomUUID(), randomUUID(), new Date().toISOString()];
  const outbox = JSON.stringify([{ id: `${id}.1.0`, type: 'lead.captured', at, facts: { requestId } }]);
  const optIn = { status: 'pending', requestId, requestedAt: at };
  const { sourceIp: ip, userAgent } = requestContext.http;
  const puts = [
    { pk: `ADDRESS#${hash}`, sk: 'ADDRESS', leadId: id, since: at },
    { pk: `LEAD#${id}`, sk: 'LEAD', version: 1, stage: 'raw', capturedAt: at, optIn, outbox },
    { pk: `LEAD#${id}`, sk: 'PROFILE', profile: fields },
    ...given.map(({ channel, text }, n) => {
      const entry = { n, at, channel, text: text.en, requestId, viewer: { ip, userAgent } };

      return { pk: `ADDRESS#${hash}`, sk: `CONSENT#${n}`, ...entry, hash: sha256(JSON.stringify(entry)) };
    }),
  ];
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: puts.map((each) => ({
        Put: {
          TableName,
          Item: marshall(each, { removeUndefinedValues: true }),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      })),
    }),
  );

  return { statusCode: 202, body: '{"status":"check-your-inbox"}' };
});
