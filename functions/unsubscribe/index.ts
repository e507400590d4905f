import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { readOnlyKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { keyedHashes } from '#adapters/keyring/keyed-hashes.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { loadForms } from '#adapters/playbook/load.ts';
import { sha256, systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { createHandler } from './handler.ts';
import { notMe } from './not-me.ts';
import { unsubscribe } from './unsubscribe.ts';

const { TABLE_NAME, SUPPRESSION_TABLE_NAME, BASE_URL } = environment(
  z.object({ TABLE_NAME: z.string(), SUPPRESSION_TABLE_NAME: z.string(), BASE_URL: z.url() }),
);
const table = tableNamed(TABLE_NAME, SUPPRESSION_TABLE_NAME);
const keys = readOnlyKeys(table);
const linkKeys = keyring(keys, 'link');
linkKeys.warm();
const playbook = loadForms(new URL('./playbook.json', import.meta.url));
const world = {
  leads: dynamoLeads(table, systemClock),
  links: macLinks(linkKeys),
  hashes: keyedHashes(keyring(keys, 'address')),
  clock: systemClock,
  sha256,
  privacy: playbook.privacy,
};

export const handler = createHandler({
  unsubscribe: unsubscribe(world),
  notMe: notMe(world),
  playbook,
  baseUrl: BASE_URL,
  log: jsonLog('unsubscribe'),
});
