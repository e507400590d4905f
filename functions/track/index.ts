import * as z from 'zod/mini';
import { knownAgents } from '#adapters/agents/known-agents.ts';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { readOnlyKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoKnownAddresses } from '#adapters/dynamodb/known-addresses.ts';
import { dynamoServerKeys } from '#adapters/dynamodb/server-keys.ts';
import { keyedHashes } from '#adapters/keyring/keyed-hashes.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { serverKeys } from '#adapters/keyring/server-keys.ts';
import { loadPrivacy } from '#adapters/playbook/load.ts';
import { systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { createHandler } from './handler.ts';
import { recordActivities } from './record-activities.ts';

const { TABLE_NAME } = environment(z.object({ TABLE_NAME: z.string() }));
const table = tableNamed(TABLE_NAME);
const keys = readOnlyKeys(table);
const { privacy } = loadPrivacy(new URL('./playbook.json', import.meta.url));
const linkKeys = keyring(keys, 'link');
linkKeys.warm();

export const handler = createHandler({
  recordActivities: recordActivities({
    activities: dynamoActivities(table),
    links: macLinks(linkKeys),
    addresses: dynamoKnownAddresses(table, keyedHashes(keyring(keys, 'address'))),
    keptFor: privacy.retention.activities,
    clock: systemClock,
  }),
  agents: knownAgents,
  serverKeys: serverKeys(dynamoServerKeys(table)),
  log: jsonLog('track'),
});
