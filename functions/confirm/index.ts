import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { readOnlyKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { dynamoLedgers } from '#adapters/dynamodb/ledgers.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { loadForms } from '#adapters/playbook/load.ts';
import { sha256, systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { optInLinks } from './confirm-opt-in.ts';
import { createHandler } from './handler.ts';

const { TABLE_NAME, SUPPRESSION_TABLE_NAME, BASE_URL, SITE_URL } = environment(
  z.object({ TABLE_NAME: z.string(), SUPPRESSION_TABLE_NAME: z.string(), BASE_URL: z.url(), SITE_URL: z.url() }),
);
const table = tableNamed(TABLE_NAME, SUPPRESSION_TABLE_NAME);
const linkKeys = keyring(readOnlyKeys(table), 'link');
linkKeys.warm();
const playbook = loadForms(new URL('./playbook.json', import.meta.url));

export const handler = createHandler({
  optInLinks: optInLinks({
    leads: dynamoLeads(table, systemClock),
    ledgers: dynamoLedgers(table),
    links: macLinks(linkKeys),
    clock: systemClock,
    sha256,
    viewerAddress: playbook.privacy.viewerAddress,
  }),
  playbook,
  baseUrl: BASE_URL,
  siteUrl: SITE_URL,
  log: jsonLog('confirm'),
});
