import type { GoldpanEvent } from '#contracts/events.ts';
import type { Log } from '#lambda/log.ts';
import { type Image, streamHandler } from '#lambda/stream-handler.ts';
import type { PublishEvents } from './publish-events.ts';

interface Dependencies {
  readonly publishEvents: PublishEvents;
  readonly eventsOf: (image: Image) => readonly GoldpanEvent[];
  readonly log: Log;
}

export const createHandler = ({ publishEvents, eventsOf, log }: Dependencies) =>
  streamHandler({ read: eventsOf, log }, async (records) => {
    const failed = await publishEvents(records);
    if (failed !== undefined)
      log.warn('bus did not take all events', { sequenceNumber: failed, count: records.length });

    return failed;
  });
