import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { dynamoKeys, readOnlyKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { keyedHashes } from '#adapters/keyring/keyed-hashes.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { loadForms } from '#adapters/playbook/load.ts';
import { newUlid, sha256, systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { captureLead } from './capture-lead.ts';
import { createHandler } from './handler.ts';
import { recognise } from './recognise.ts';

const { TABLE_NAME } = environment(z.object({ TABLE_NAME: z.string() }));
const table = tableNamed(TABLE_NAME);
const addressKeys = keyring(dynamoKeys(table), 'address');
addressKeys.warm();
const leads = dynamoLeads(table, systemClock);
// Read with the first token that comes: most visitors have none.
const links = macLinks(keyring(readOnlyKeys(table), 'link'));

export const handler = createHandler({
  captureLead: captureLead({
    leads,
    links,
    hashes: keyedHashes(addressKeys),
    clock: systemClock,
    newId: newUlid,
    sha256,
  }),
  recognise: recognise({ leads, links }),
  playbook: loadForms(new URL('./playbook.json', import.meta.url)),
  sha256,
  log: jsonLog('capture'),
});
