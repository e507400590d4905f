import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoHistory } from '#adapters/dynamodb/history.ts';
import { newUlid } from '#adapters/system/world.ts';
import type { GoldpanEvent } from '#contracts/events.ts';
import { publishEvents } from '#functions/publish/publish-events.ts';
import { NOW } from '#test/support/a-lead.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const event = (leadId: string, version: number, n = 0): GoldpanEvent => ({
  id: `${leadId}.${version}.${n}`,
  type: 'lead.routing-due',
  at: NOW,
  leadId,
  facts: {},
});
const record = (sequenceNumber: string, ...content: GoldpanEvent[]) => ({ sequenceNumber, content });

/** The publisher on the real table, with a bus that does not take some events. */
function aPublisher(refuses: (event: GoldpanEvent) => boolean = () => false) {
  const announced: GoldpanEvent[] = [];
  const bus = {
    announce: async (events: readonly GoldpanEvent[]) => {
      announced.push(...events.filter((one) => !refuses(one)));
      return events.filter(refuses);
    },
  };

  return { announced, publish: publishEvents({ history: dynamoHistory(world.table), bus }) };
}

it('announces in the order of the stream, and keeps each event in the history of its lead', async () => {
  const lead = newUlid();
  const events = [event(lead, 1), event(lead, 2, 0), event(lead, 2, 1), event(lead, 3)] as const;
  const { publish, announced } = aPublisher();

  expect(
    await publish([record('a', events[0]), record('b', events[1], events[2]), record('c'), record('d', events[3])]),
  ).toBeUndefined();
  expect(announced).toEqual(events);
  expect((await world.itemsOf(lead)).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
});

it('asks for the first record again of which the bus did not take everything', async () => {
  const lead = newUlid();
  const { publish } = aPublisher(({ id }) => id === `${lead}.2.1` || id === `${lead}.3.0`);
  const records = [
    record('a', event(lead, 1)),
    record('b', event(lead, 2, 0), event(lead, 2, 1)),
    record('c', event(lead, 3)),
  ];

  expect(await publish(records)).toBe('b');
});

it('harms nobody when records come again', async () => {
  const lead = newUlid();
  const { publish } = aPublisher();
  await publish([record('a', event(lead, 1))]);
  await publish([record('a', event(lead, 1)), record('b', event(lead, 2))]);

  expect(await world.itemsOf(lead)).toHaveLength(2);
});

it('announces what a release asks for, and keeps none of it in the history of a lead', async () => {
  const lead = newUlid();
  const { publish, announced } = aPublisher();
  const release: GoldpanEvent[] = [
    { id: `${lead}.release.1`, type: 'lead.rescore-due', at: NOW, leadId: lead, facts: { because: 'release' } },
    { id: 'release.1', type: 'playbook.released', at: NOW, facts: { playbook: '0000000000bb', release: 1 } },
  ];
  const dueByTime: GoldpanEvent = {
    id: `${lead}.4.0`,
    type: 'lead.rescore-due',
    at: NOW,
    leadId: lead,
    facts: { because: 'time' },
  };

  expect(await publish([record('a', ...release, dueByTime)])).toBeUndefined();
  expect(announced).toHaveLength(3);
  expect((await world.itemsOf(lead)).map(({ id }) => id)).toEqual([dueByTime.id]);
});

it('announces nothing that it could not keep', async () => {
  const { announced, publish } = aPublisher();
  const broken = publishEvents({
    history: { keep: () => Promise.reject(new Error('throttled')) },
    bus: { announce: (events) => publish([record('a', ...events)]).then(() => []) },
  });

  await expect(broken([record('a', event(newUlid(), 1))])).rejects.toThrow('throttled');
  expect(announced).toEqual([]);
});
