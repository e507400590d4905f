import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { eventBridgeBus } from '#adapters/eventbridge/event-bus.ts';
import { EventEnvelope } from '#contracts/events.ts';
import { aCapture, LEAD_ID, NOW } from '#test/support/a-lead.ts';

const aws = mockClient(EventBridgeClient);
const bus = eventBridgeBus(new EventBridgeClient({}), 'goldpan-bus');
const [captured] = aCapture().events;
const events = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    if (captured === undefined) throw new Error('A capture announces itself');
    return { ...captured, id: `e${n}` };
  });
const asked = () =>
  aws
    .commandCalls(PutEventsCommand)
    .map(({ args: [{ input }] }) =>
      (input.Entries ?? []).map(({ Detail: detail = '{}' }) => EventEnvelope.shape.detail.parse(JSON.parse(detail)).id),
    );
const taken = { EventId: 'x' };
const refused = { ErrorCode: 'ThrottlingException' };
beforeEach(() => {
  aws.reset();
});

it('announces source, type, time and facts, ten a call', async () => {
  aws.on(PutEventsCommand).callsFake(({ Entries }: { Entries: unknown[] }) => ({ Entries: Entries.map(() => taken) }));

  expect(await bus.announce(events(23))).toEqual([]);
  expect(asked().map(({ length }) => length)).toEqual([10, 10, 3]);
  const [entry] = aws.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
  expect(entry).toMatchObject({
    EventBusName: 'goldpan-bus',
    Source: 'goldpan',
    DetailType: 'lead.captured',
    Time: new Date(NOW),
  });
  expect(JSON.parse(entry?.Detail ?? '')).toEqual({
    version: 1,
    id: 'e0',
    at: NOW,
    leadId: LEAD_ID,
    ...captured?.facts,
  });
});

it('sends again only what the bus did not take', async () => {
  aws
    .on(PutEventsCommand)
    .resolvesOnce({ FailedEntryCount: 2, Entries: [taken, refused, taken, refused] })
    .resolvesOnce({ FailedEntryCount: 1, Entries: [taken, refused] })
    .resolvesOnce({ Entries: [taken] });

  expect(await bus.announce(events(4))).toEqual([]);
  expect(asked()).toEqual([['e0', 'e1', 'e2', 'e3'], ['e1', 'e3'], ['e3']]);
});

it('gives back, in order, what the bus does not take after four attempts', async () => {
  aws.on(PutEventsCommand).callsFake(({ Entries }: { Entries: { Detail: string }[] }) => ({
    Entries: Entries.map(({ Detail }) => (/"e[15]"/.test(Detail) ? refused : taken)),
  }));

  expect((await bus.announce(events(12))).map(({ id }) => id)).toEqual(['e1', 'e5']);
  expect(asked().filter((ids) => ids.includes('e1'))).toHaveLength(4);
});

it('does not take a call that failed for one that went well', async () => {
  aws.on(PutEventsCommand).rejects(new Error('socket hang up'));

  await expect(bus.announce(events(1))).rejects.toThrow('socket hang up');
});
