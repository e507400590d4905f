import * as z from 'zod/mini';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { readOnlyKeys } from '#adapters/dynamodb/keys.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { createHandler } from './handler.ts';
import { recordActivities } from './record-activities.ts';

const { TABLE_NAME } = environment(z.object({ TABLE_NAME: z.string() }));
const table = tableNamed(TABLE_NAME);
const linkKeys = keyring(readOnlyKeys(table), 'link');
linkKeys.warm();

export const handler = createHandler({
  recordActivities: recordActivities({
    activities: dynamoActivities(table),
    links: macLinks(linkKeys),
    clock: systemClock,
  }),
  log: jsonLog('track'),
});
