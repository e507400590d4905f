import { setTimeout as pause } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { GoldpanEvent } from '#contracts/events.ts';
import type { EventBus } from '#ports/history.ts';

const A_CALL = 10;
const ATTEMPTS = 4;
const FIRST_PAUSE = 50;

/** The bus of our events. What it does not take is sent again, with full jitter; what is left then goes back to the caller. */
export const eventBridgeBus = (client: EventBridgeClient, bus: string): EventBus => ({
  announce: async (events) => {
    const failed: GoldpanEvent[] = [];
    for (let start = 0; start < events.length; start += A_CALL) {
      failed.push(...(await put(client, bus, events.slice(start, start + A_CALL))));
    }
    return failed;
  },
});

async function put(
  client: EventBridgeClient,
  bus: string,
  events: readonly GoldpanEvent[],
): Promise<readonly GoldpanEvent[]> {
  let left = events;
  for (let attempt = 0; attempt < ATTEMPTS && left.length > 0; attempt++) {
    if (attempt > 0) await pause(Math.random() * FIRST_PAUSE * 2 ** attempt);
    const { Entries: results = [] } = await client.send(
      new PutEventsCommand({ Entries: left.map((event) => entry(bus, event)) }),
    );
    left = left.filter((_event, index) => results[index]?.EventId === undefined);
  }

  return left;
}

const entry = (bus: string, { type, facts, ...about }: GoldpanEvent) => ({
  EventBusName: bus,
  Source: 'goldpan',
  DetailType: type,
  Time: new Date(about.at),
  Detail: JSON.stringify({ version: 1, ...about, ...facts }),
});
