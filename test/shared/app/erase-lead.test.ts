import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { toItem } from '#adapters/dynamodb/items.ts';
import { addressKey, leadKey } from '#adapters/dynamodb/table.ts';
import type { ErasureOutcome } from '#app/erase-lead.ts';
import { DAY, HOUR } from '#domain/instant.ts';
import type { Eraser } from '#ports/eraser.ts';
import { erasing, failingFrom } from '#test/support/erasing.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let work: ReturnType<typeof erasing>;
beforeAll(async () => {
  world = await startWorld();
  work = erasing(world);
});
afterAll(() => world.stop());

const confirmedLead = async (addressHash?: string) => work.confirmed(await work.captured(addressHash));
const sortKeys = async (hash: string) => (await world.itemsOfAddress(hash)).map(({ sk }) => sk);

it('deletes everything of a lead, its head last, and says what was where', async () => {
  const lead = await confirmedLead();
  await work.lived(lead.id, 30);
  await work.order(lead.id);

  expect(await work.erase(lead.id)).toBe('erased');
  expect(await world.itemsOf(lead.id)).toEqual([]);
  const record = await work.record(lead.id);
  expect(record).toMatchObject({
    because: 'asked',
    step: 'sweep',
    receipts: {
      activities: { outcome: 'deleted', count: 30 },
      history: { outcome: 'deleted', count: 30 },
      lead: { outcome: 'deleted', count: 2 },
      proof: { outcome: 'kept', count: 6, until: expect.any(String) },
      stream: { outcome: 'forgets' },
      backups: { outcome: 'forgets' },
      queues: { outcome: 'forgets' },
      logs: { outcome: 'holds-nothing' },
    },
  });
  expect(JSON.stringify(record)).not.toMatch(/ada|wasserwerk|203\.0/i);
  // The proof stays, nobody's, and still verifies.
  expect(await work.broken(lead.addressHash)).toBeUndefined();
  expect(await sortKeys(lead.addressHash)).toHaveLength(7);
});

it('leaves one that goes on, whichever two calls a crash comes between, and counts nothing twice', async () => {
  let crashes = 0;
  for (let nth = 1; ; nth++) {
    const lead = await (nth % 2 === 0 ? confirmedLead() : work.captured());
    await work.lived(lead.id, 8);
    await work.order(lead.id, nth % 2 === 0 ? 'asked' : 'unconfirmed');
    const { table, calls } = failingFrom(world.table, nth);
    const first = await work.erase(lead.id, { through: table }).catch(() => 'crashed');
    if (first === 'crashed') crashes += 1;
    expect(first === 'crashed' ? await work.erase(lead.id) : first).toBe('erased');

    expect(await world.itemsOf(lead.id)).toEqual([]);
    expect((await work.record(lead.id))?.receipts).toMatchObject({
      activities: { count: 8 },
      history: { count: 8 },
      lead: { count: 2 },
    });
    expect(await work.broken(lead.addressHash)).toBeUndefined();
    expect(await sortKeys(lead.addressHash)).toHaveLength(nth % 2 === 0 ? 7 : 0);
    if (calls() < nth && nth % 2 === 1) break;
  }
  expect(crashes).toBeGreaterThan(10);
});

it('comes to the same when the event is delivered five times, also at once', async () => {
  const lead = await confirmedLead();
  await work.lived(lead.id, 60);
  await work.order(lead.id);
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => work.erase(lead.id)));

  expect(outcomes.filter((one) => one === 'erased').length).toBeGreaterThan(0);
  expect(await work.erase(lead.id)).toBe('waiting');
  expect(await world.itemsOf(lead.id)).toEqual([]);
  expect((await work.record(lead.id))?.receipts).toMatchObject({ activities: { count: 60 }, lead: { count: 2 } });
});

it('goes on in another run where there is no time for all of a lead with 10,000 activities', async () => {
  const lead = await confirmedLead();
  await work.lived(lead.id, 5_000);
  await work.order(lead.id);
  const outcomes: ErasureOutcome[] = [];
  while (outcomes.at(-1) !== 'erased') {
    let looks = 0;
    outcomes.push(await work.erase(lead.id, { hasTime: () => ++looks <= 4 }));
  }

  expect(outcomes.length).toBeGreaterThan(4);
  expect(outcomes.slice(0, -1)).toEqual(outcomes.slice(0, -1).map(() => 'continued'));
  expect(await world.itemsOf(lead.id)).toEqual([]);
  expect((await work.record(lead.id))?.receipts).toMatchObject({
    activities: { count: 5_000 },
    history: { count: 5_000 },
  });
}, 120_000);

it('does nothing without an order, nor for a lead that never was', async () => {
  const lead = await confirmedLead();

  expect(await work.erase(lead.id)).toBe('nothing');
  expect(await work.erase('nobody')).toBe('nothing');
  expect(await world.itemsOf(lead.id)).toHaveLength(2);
});

it('erases a damaged lead too', async () => {
  const lead = await confirmedLead();
  await work.order(lead.id);
  await world.table.client.send(
    new UpdateItemCommand({
      TableName: world.table.name,
      Key: toItem({ pk: leadKey(lead.id), sk: 'PROFILE' }),
      UpdateExpression: 'SET profile = :damaged',
      ExpressionAttributeValues: toItem({ ':damaged': 'damaged' }),
    }),
  );

  expect(await work.erase(lead.id)).toBe('erased');
});

it('a second order changes nothing, and neither does anybody else once it is ordered', async () => {
  const lead = await confirmedLead();
  const [first, second] = await Promise.all([work.order(lead.id), work.order(lead.id)]);

  expect([first, second].filter(({ events }) => events.length > 0)).toHaveLength(1);
  await expect(work.confirmed(lead)).rejects.toThrow();
  expect((await world.lead(lead.id)).version).toBe(lead.version + 1);
});

it('tells other systems once, before the head is gone, and keeps their receipt', async () => {
  const lead = await confirmedLead();
  await work.order(lead.id);
  const told: string[] = [];
  const crm: Eraser = {
    system: 'crm',
    erase: async (leadId) => {
      told.push(leadId);
      expect(await world.lead(leadId).catch(() => undefined)).toBeUndefined();
      expect(await world.itemsOf(leadId)).toHaveLength(1);
      return { outcome: 'deleted', at: world.clock(), count: 1 };
    },
  };
  await work.erase(lead.id, { erasers: [crm] });
  await work.erase(lead.id, { erasers: [crm] });

  expect(told).toEqual([lead.id]);
  expect((await work.record(lead.id))?.receipts.crm).toMatchObject({ outcome: 'deleted', count: 1 });
});

describe('a lead that nobody confirmed', () => {
  it('takes its ledger and its address with it; the mailbox keeps its budget', async () => {
    const lead = await work.captured();
    const mailbox = toItem({ pk: addressKey(lead.addressHash), sk: 'MAILBOX', mails: [] });
    await world.table.client.send(new PutItemCommand({ TableName: world.table.name, Item: mailbox }));
    await work.order(lead.id, 'unconfirmed');
    await work.erase(lead.id);

    expect(await sortKeys(lead.addressHash)).toEqual(['MAILBOX']);
    expect((await work.record(lead.id))?.addressHash).toBeUndefined();
    expect(await world.suppressions.of([lead.addressHash])).toEqual(new Map());
  });

  it('that was submitted again in the middle of its erasure: the new one is not lost, and its chain verifies', async () => {
    const first = await work.captured();
    await work.order(first.id, 'unconfirmed');
    const second = await work.captured(first.addressHash);
    await work.erase(first.id);

    expect((await world.lead(second.id)).optIn).toMatchObject({ status: 'pending', mailWanted: true });
    expect((await world.ledgers.of(first.addressHash)).map(({ leadId }) => leadId)).toEqual([second.id, second.id]);
    expect(await work.broken(first.addressHash)).toBeUndefined();
    await work.confirmed(second);
    expect(await work.broken(first.addressHash)).toBeUndefined();
  });

  it('between the proof of an earlier lead and a later one leaves a gap that both verify around', async () => {
    const first = await confirmedLead();
    await work.order(first.id);
    await work.erase(first.id);
    const second = await work.captured(first.addressHash);
    await work.order(second.id, 'unconfirmed');
    await work.erase(second.id);
    expect(await work.broken(first.addressHash)).toBeUndefined();
    const third = await work.confirmed(await work.captured(first.addressHash));

    const kept = await world.ledgers.of(first.addressHash);
    expect(new Set(kept.map(({ leadId }) => leadId))).toEqual(new Set([first.id, third.id]));
    expect(await work.broken(first.addressHash)).toBeUndefined();
  });
});

describe('the second look', () => {
  it('is taken 25 hours later, deletes what late writers left, and says so', async () => {
    const lead = await work.captured();
    await work.order(lead.id, 'unconfirmed');
    await work.erase(lead.id);
    await work.lived(lead.id, 3);
    expect(await work.erase(lead.id)).toBe('waiting');
    expect((await world.itemsOf(lead.id)).length).toBe(6);
    world.wait(25 * HOUR);

    expect(await work.erase(lead.id)).toBe('swept');
    expect(await world.itemsOf(lead.id)).toEqual([]);
    expect(await work.record(lead.id)).toMatchObject({
      step: 'done',
      receipts: { 'late-writers': { outcome: 'deleted', count: 6 } },
    });
    expect(await work.erase(lead.id)).toBe('nothing');
  });
});

describe('the proof', () => {
  const erasedAndSwept = async () => {
    const lead = await confirmedLead();
    await work.order(lead.id);
    await work.erase(lead.id);
    world.wait(25 * HOUR);
    await work.erase(lead.id);
    return lead;
  };

  it('is kept until its retention is over, then it goes with all that is known of the address', async () => {
    const lead = await erasedAndSwept();
    expect(await work.erase(lead.id)).toBe('waiting');
    world.wait(world.privacy.retention.proof - 2 * DAY);
    expect(await work.erase(lead.id)).toBe('waiting');
    expect(await sortKeys(lead.addressHash)).toHaveLength(7);
    world.wait(DAY);

    expect(await work.erase(lead.id)).toBe('proof-forgotten');
    expect(await sortKeys(lead.addressHash)).toEqual([]);
    const record = await work.record(lead.id);
    expect(record).toMatchObject({ step: 'done', receipts: { proof: { outcome: 'deleted', count: 6 } } });
    expect(JSON.stringify(record)).not.toContain(lead.addressHash);
    // That the owner said no is remembered beyond that.
    expect((await world.suppressions.of([lead.addressHash])).get(lead.addressHash)?.refusal?.reason).toBe('erased');
  });

  it('of an address that somebody has again goes alone: the new chain begins where the old one ended', async () => {
    const lead = await erasedAndSwept();
    const next = await work.confirmed(await work.captured(lead.addressHash));
    world.wait(world.privacy.retention.proof);

    expect(await work.erase(lead.id)).toBe('proof-forgotten');
    expect((await world.ledgers.of(lead.addressHash)).every(({ leadId }) => leadId === next.id)).toBe(true);
    expect(await work.broken(lead.addressHash)).toBeUndefined();
    expect(await world.lead(next.id)).toMatchObject({ optIn: { status: 'confirmed' } });
  });
});

it('an activity that a browser still tells of a lead that is gone is deleted when it is heard', async () => {
  await work.lived('gone', 2);

  expect(await dynamoActivities(world.table).forget('gone')).toBe(2);
  expect((await world.itemsOf('gone')).map(({ sk }) => String(sk).split('#')[0])).toEqual(['EVENT', 'EVENT']);
});
