import type { GoldpanEvent } from '#contracts/events.ts';
import type { StreamRecord } from '#lambda/stream-handler.ts';
import type { EventBus, History } from '#ports/history.ts';

export type PublishEvents = (records: readonly StreamRecord<readonly GoldpanEvent[]>[]) => Promise<string | undefined>;

/**
 * Keeps each event in its lead's history, then announces it. Answers the first record whose events the bus did not take: it and those after it come again,
 * and since ids repeat with the change, nobody is harmed by hearing twice.
 */
export const publishEvents =
  ({ history, bus }: { history: History; bus: EventBus }): PublishEvents =>
  async (records) => {
    const events = records.flatMap(({ content }) => content);
    await history.keep(events);
    const refused = new Set((await bus.announce(events)).map(({ id }) => id));

    return records.find(({ content }) => content.some(({ id }) => refused.has(id)))?.sequenceNumber;
  };
