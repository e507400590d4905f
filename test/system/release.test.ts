import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { MINUTE } from '#domain/instant.ts';
import { readLeads } from '#local/pages/leads/read-leads.ts';
import { releaseRoutes } from '#local/pages/releases/release-routes.ts';
import { startStack, type TestStack } from '#test/support/stack.ts';
import { aSubmission, linkIn, submit } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startStack();
}, 90_000);
afterAll(() => stack?.[Symbol.asyncDispose]());

const Facts = z.object({
  number: z.number(),
  playbook: z.string().nullable(),
  finishedAt: z.string().nullable(),
  next: z.object({ playbook: z.string() }).nullable(),
  leads: z.number(),
  segments: z.array(z.object({ finishedAt: z.string().optional() })),
});
const shown = async (wantsJson: boolean): Promise<string> => {
  const [route] = releaseRoutes(tableOf());
  const request = { query: new URLSearchParams(), path: {}, wantsJson, isForm: false, body: undefined };

  return (await route?.get?.(request))?.body ?? '';
};
const release = async () => Facts.parse(JSON.parse(await shown(true)));
const page = () => shown(false);

const tableOf = () => {
  const [name = ''] = stack.tables.keys();
  return { client: stack.dynamodb, name };
};

test('a release goes through the running system: noticed, settled, announced, each lead scored anew', async () => {
  const { name, pk } = await aScoredLead();
  const version = await scoredBy(name, pk);
  // As if it had been scored before the last deployment.
  const head = await headOf(name, pk);
  const { outbox: _, ...old }: Record<string, unknown> = {
    ...head,
    score: { ...Score.parse(head.score), playbook: '000000000000' },
  };
  await stack.dynamodb.send(new PutItemCommand({ TableName: name, Item: marshall(old) }));

  await stack.tick();
  expect(await release()).toMatchObject({ number: 0, next: { playbook: version } });
  expect(await page()).toContain('only one for five minutes');
  await stack.clock.advance(6 * MINUTE);
  await stack.tick();
  await waitFor(async () => (await release()).finishedAt !== null, { within: 60_000 });

  expect(await release()).toMatchObject({ number: 1, playbook: version, leads: 1, next: null });
  expect((await release()).segments).toHaveLength(8);
  expect(await page()).toContain('through');
  await waitFor(async () => (await scoredBy(name, pk)) === version, { within: 30_000 });
  expect(stack.terminal.filter((line) => line.includes('denied'))).toEqual([]);
}, 150_000);

const Score = z.record(z.string(), z.unknown());

async function aScoredLead(): Promise<{ name: string; pk: string }> {
  const { url } = stack;
  await submit(url, await aSubmission(url, { email: 'first@release.example' }));
  await stack.settle();
  const [mail] = stack.inbox.list();
  if (mail === undefined) throw new Error('No mail came');
  await fetch(linkIn(mail, 'confirm'), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  await stack.settle();
  const [lead] = await readLeads(tableOf());

  return { name: tableOf().name, pk: `LEAD#${lead?.id}` };
}

async function headOf(name: string, pk: string): Promise<Record<string, unknown>> {
  const { Items: [item] = [] } = await stack.dynamodb.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': { S: pk }, ':sk': { S: 'LEAD' } },
    }),
  );

  return unmarshall(item ?? {});
}

const scoredBy = async (name: string, pk: string) => Score.parse((await headOf(name, pk)).score).playbook;
