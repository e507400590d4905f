import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoDueItems } from '#adapters/dynamodb/due-items.ts';
import { DUE_SHARDS } from '#adapters/dynamodb/lead-items.ts';
import { DAY, MINUTE } from '#domain/instant.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { aCapture, aConfirmedLead, aLead, aSubmission, NOW, nowPlus } from '#test/support/a-lead.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function due(now: string, limit = 100): Promise<string[]> {
  const ids: string[] = [];
  for await (const { leadId } of dynamoDueItems(world.table, 'due').due(now, limit)) ids.push(leadId);
  return ids;
}
const idIn = (shard: number, n = 0) => `01KARWK2V0D3N1J5Q8X7Y4Z${n}M${'0123456789ABCDEF'[shard]}`;
const waitingUntil = (at: string): Lead =>
  aLead({ optIn: { ...aLead().optIn, mailWanted: false }, mailRetry: { at, attempts: 0 } });

async function store(lead: Lead): Promise<void> {
  const captured = aCapture(aSubmission(), lead.id);
  await world.leads.create(captured);
  await world.leads.save({ before: captured.lead, lead: { ...lead, version: 2 }, events: [], entries: [] });
}

it('finds what has fallen due in every shard, the longest due first, and nothing that waits or waits for nothing', async () => {
  for (let shard = 0; shard < DUE_SHARDS; shard++) await store({ ...waitingUntil(nowPlus(MINUTE)), id: idIn(shard) });
  await store({ ...waitingUntil(NOW), id: idIn(3, 1) });
  await store({ ...waitingUntil(nowPlus(2 * MINUTE)), id: idIn(3, 2) });
  await store({ ...waitingUntil(nowPlus(DAY)), id: idIn(3, 3) });
  await store({ ...aConfirmedLead(), id: idIn(3, 4) });

  const found = await due(nowPlus(2 * MINUTE));
  expect(new Set(found)).toEqual(
    new Set([...Array.from({ length: DUE_SHARDS }, (_, shard) => idIn(shard)), idIn(3, 1), idIn(3, 2)]),
  );
  expect(found.filter((id) => id.endsWith('3'))).toEqual([idIn(3, 1), idIn(3), idIn(3, 2)]);
});

it('counts a timer as due from its very moment on', async () => {
  expect(await due(nowPlus(-1))).toEqual([]);
  expect(await due(NOW)).toEqual([idIn(3, 1)]);
});

it('takes no more of one shard than asked for, so that no shard starves the others', async () => {
  expect((await due(nowPlus(2 * MINUTE), 1)).length).toBe(DUE_SHARDS);
});

it('forgets a lead that waits for nothing any more', async () => {
  const lead = await world.lead(idIn(3, 1));
  const { mailRetry: _, ...rest } = { ...aConfirmedLead(), id: lead.id, version: lead.version + 1 };
  await world.leads.save({ before: lead, lead: rest, events: [], entries: [] });

  expect(await due(NOW)).toEqual([]);
});
