import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { dynamoHistory } from '#adapters/dynamodb/history.ts';
import type { Item } from '#adapters/dynamodb/items.ts';
import { eventsOf } from '#adapters/dynamodb/stream-image.ts';
import { eventBridgeBus } from '#adapters/eventbridge/event-bus.ts';
import { callLimits } from '#adapters/system/call-limits.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { createHandler } from './handler.ts';
import { publishEvents } from './publish-events.ts';

const { TABLE_NAME, BUS_NAME } = environment(z.object({ TABLE_NAME: z.string(), BUS_NAME: z.string() }));

export const handler = createHandler({
  publishEvents: publishEvents({
    history: dynamoHistory(tableNamed(TABLE_NAME)),
    bus: eventBridgeBus(new EventBridgeClient({ maxAttempts: 3, requestHandler: callLimits }), BUS_NAME),
  }),
  eventsOf: (image) => eventsOf(image as Item),
  log: jsonLog('publish'),
});
