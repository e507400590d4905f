import { BatchWriteItemCommand, DynamoDBClient, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { batchPut, UnprocessedItemsError } from '#adapters/dynamodb/batch-put.ts';
import { dynamoHistory } from '#adapters/dynamodb/history.ts';
import { toItem } from '#adapters/dynamodb/items.ts';
import { newUlid } from '#adapters/system/world.ts';
import { DAY, SECOND } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import { aCapture, LEAD_ID, NOW, nowPlus } from '#test/support/a-lead.ts';
import { startWorld, type World } from '#test/support/world.ts';

const items = (count: number) => Array.from({ length: count }, (_, n) => toItem({ pk: 'p', sk: `s${n}`, n }));

describe('a batch that the table does not take at once', () => {
  // Unprocessed items cannot be provoked on the emulator; what is sent again is what these tests look at.
  const aws = mockClient(DynamoDBClient);
  const table = { client: new DynamoDBClient({}), name: 't' };
  const asked = () =>
    aws
      .commandCalls(BatchWriteItemCommand)
      .map(({ args: [{ input }] }) => (input.RequestItems?.t ?? []).map(({ PutRequest: put }) => put?.Item?.sk?.S));
  beforeEach(() => {
    aws.reset();
  });
  afterAll(() => {
    aws.restore();
  });

  it('is asked for again, but only what was left', async () => {
    const requests: WriteRequest[] = items(3).map((Item) => ({ PutRequest: { Item } }));
    aws
      .on(BatchWriteItemCommand)
      .resolvesOnce({ UnprocessedItems: { t: requests.slice(1) } })
      .resolvesOnce({ UnprocessedItems: { t: requests.slice(2) } })
      .resolves({ UnprocessedItems: {} });
    await batchPut(table, items(3));

    expect(asked()).toEqual([['s0', 's1', 's2'], ['s1', 's2'], ['s2']]);
  });

  it('ends in an error that counts what is left, after six attempts', async () => {
    const left: WriteRequest[] = items(2).map((Item) => ({ PutRequest: { Item } }));
    aws.on(BatchWriteItemCommand).resolves({ UnprocessedItems: { t: left } });

    await expect(batchPut(table, items(4))).rejects.toEqual(new UnprocessedItemsError(2));
    expect(asked()).toHaveLength(6);
  });

  it('goes in calls of 25, each key once', async () => {
    aws.on(BatchWriteItemCommand).resolves({});
    await batchPut(table, [...items(60), ...items(5)]);

    expect(asked().map(({ length }) => length)).toEqual([25, 25, 10]);
  });

  it('is no call at all when there is nothing to write', async () => {
    await batchPut(table, []);

    expect(asked()).toEqual([]);
  });
});

describe('in the table', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  const activity = (id: string, ms = 0): Activity => ({ id, kind: 'page-visited', at: nowPlus(ms), page: '/paper' });

  it('activities are read oldest first, repeats once, more than a page of them too', async () => {
    const activities = dynamoActivities(world.table);
    const lead = newUlid();
    const many = Array.from({ length: 120 }, (_, n) => activity(`a${n}`, n * SECOND));
    const done = many.map((activity) => ({ leadId: lead, activity }));
    await activities.record(done.toReversed(), DAY);
    await activities.record(done.slice(0, 30), DAY);

    expect(await activities.of(lead)).toEqual(many);
    expect(await activities.of(newUlid())).toEqual([]);
  });

  it('an activity that comes again with another time takes the place of the first, and of no other lead’s', async () => {
    const activities = dynamoActivities(world.table);
    const [lead, other] = [newUlid(), newUlid()];
    await activities.record(
      [
        { leadId: lead, activity: activity('same', SECOND) },
        { leadId: other, activity: activity('same') },
      ],
      DAY,
    );
    await activities.record([{ leadId: lead, activity: activity('same', 2 * SECOND) }], DAY);

    expect(await activities.of(lead)).toEqual([activity('same', 2 * SECOND)]);
    expect(await activities.of(other)).toEqual([activity('same')]);
  });

  it('a history keeps every event once, whatever comes again; an activity is its own record', async () => {
    const { events } = aCapture();
    const history = dynamoHistory(world.table);
    const visited = {
      id: 'x',
      type: 'activity.recorded' as const,
      at: NOW,
      leadId: LEAD_ID,
      facts: { activityId: 'a', kind: 'page-visited' as const },
    };
    await history.keep([...events, visited]);
    await history.keep(events);

    expect(await world.itemsOf(LEAD_ID)).toEqual([
      {
        pk: `LEAD#${LEAD_ID}`,
        sk: `EVENT#${NOW}#${LEAD_ID}.1.0`,
        id: `${LEAD_ID}.1.0`,
        type: 'lead.captured',
        at: NOW,
        facts: events[0]?.facts,
      },
    ]);
  });
});
