import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { DAY } from '#domain/instant.ts';
import { readLeads } from '#local/pages/leads/read-leads.ts';
import { startStack, type TestStack } from '#test/support/stack.ts';
import { aSubmission, byBrowser, linkIn, submit } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack();
}, 90_000);
afterAll(() => stack?.[Symbol.asyncDispose]());

const Head = z.object({
  stage: z.string(),
  rescoreAt: z.string().optional(),
  stages: z.record(z.string(), z.object({ reason: z.string() })),
  score: z.object({ fit: z.number(), level: z.number(), path: z.string().optional() }).optional(),
});

/** The head of the only lead, and the types of its history. */
async function lead() {
  const [name = ''] = stack.tables.keys();
  const [known] = await readLeads({ client: stack.dynamodb, name });
  const { Items = [] } = await stack.dynamodb.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `LEAD#${known?.id}` } },
    }),
  );
  const items = Items.map((item) => unmarshall(item));
  const events = items.filter(({ sk }) => String(sk).startsWith('EVENT#')).map(({ type }) => String(type));

  return { ...Head.parse(items.find(({ sk }) => sk === 'LEAD')), events };
}

test('a demo asked for makes an MQL; a month later, with nobody doing anything, it goes back to marketing', async () => {
  const answers = { jobTitle: 'Process Engineer', companySize: '1-49' };
  await submit(stack.url, await aSubmission(stack.url, answers, ['email', 'tracking']));
  await stack.settle();
  const [optIn] = stack.inbox.list();
  if (optIn === undefined) throw new Error('No opt-in mail came');
  const page = await (
    await fetch(linkIn(optIn, 'confirm'), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  ).text();
  await stack.settle();
  expect(await lead()).toMatchObject({ stage: 'raw', score: { level: 4 } });

  const [, token] = /#lead=([\w.-]+)/.exec(page) ?? [];
  await fetch(`${stack.url}/activities`, {
    method: 'POST',
    headers: { ...byBrowser, 'content-type': 'application/json' },
    body: JSON.stringify({ lead: token, id: 'demo-request-1', kind: 'demo-requested' }),
  });
  await stack.settle();
  expect(await lead()).toMatchObject({ stage: 'mql', score: { level: 1, path: 'asked-for-a-demo' } });

  await waitFor(
    async () => {
      if ((await lead()).stage === 'raw') return true;
      await stack.clock.advance(10 * DAY);
      await stack.tick();
      await stack.settle();

      return false;
    },
    { within: 150_000 },
  );
  const after = await lead();
  expect(after.stages.raw?.reason).toBe('fell below');
  expect(after.events).toContain('lead.rescore-due');
  expect(after.events).toContain('lead.recycled');
}, 200_000);
