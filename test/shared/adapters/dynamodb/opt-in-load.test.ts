import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { toItem } from '#adapters/dynamodb/items.ts';
import { budgetKey, optInLoad } from '#adapters/dynamodb/opt-in-load.ts';
import { HOUR } from '#domain/instant.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let age = 0;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const terms = { perHour: { network: 1, domain: 1, freeProvider: 1, everybody: 100 }, challengeFrom: 0.5 };
const load = () => optInLoad(world.table, terms, world.clock, () => age);
const sent = (mails: number) =>
  world.table.client.send(
    new PutItemCommand({
      TableName: world.table.name,
      Item: toItem({ ...budgetKey('everybody', world.clock()), mails }),
    }),
  );

it('is high from the playbook’s share of the hour’s budget on, and low again with the next hour', async () => {
  expect(await load().isHigh()).toBe(false);
  await sent(49);
  expect(await load().isHigh()).toBe(false);
  await sent(50);
  expect(await load().isHigh()).toBe(true);
  world.wait(HOUR);
  expect(await load().isHigh()).toBe(false);
});

it('is read at most every fifteen seconds, however many ask', async () => {
  const send = vi.spyOn(world.table.client, 'send');
  const known = load();
  known.warm();
  await Promise.all(Array.from({ length: 50 }, () => known.isHigh()));
  expect(send).toHaveBeenCalledTimes(1);
  await sent(99);
  age += 14_999;
  expect(await known.isHigh()).toBe(false);
  age += 1;
  expect(await known.isHigh()).toBe(true);
  send.mockRestore();
});

it('is taken for low where it cannot be read: no lead is lost for it', async () => {
  const elsewhere = { ...world.table, name: 'no-such-table' };

  expect(await optInLoad(elsewhere, terms, world.clock, () => age).isHigh()).toBe(false);
});
