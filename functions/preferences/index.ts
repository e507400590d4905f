import * as z from 'zod/mini';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { readOnlyKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoLeadHistory } from '#adapters/dynamodb/lead-history.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { dynamoLedgers } from '#adapters/dynamodb/ledgers.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { loadPlaybook } from '#adapters/playbook/load.ts';
import { newUlid, sha256, systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { certificateRoute } from './certificate.ts';
import { CERTIFICATE, createHandler } from './handler.ts';
import { preferences } from './preferences.ts';

const { TABLE_NAME, SUPPRESSION_TABLE_NAME, BASE_URL } = environment(
  z.object({ TABLE_NAME: z.string(), SUPPRESSION_TABLE_NAME: z.string(), BASE_URL: z.url() }),
);
const table = tableNamed(TABLE_NAME, SUPPRESSION_TABLE_NAME);
const linkKeys = keyring(readOnlyKeys(table), 'link');
linkKeys.warm();
const playbook = loadPlaybook(new URL('./playbook.json', import.meta.url));

const dependencies = {
  preferences: preferences({
    leads: dynamoLeads(table, systemClock),
    ledgers: dynamoLedgers(table),
    activities: dynamoActivities(table),
    history: dynamoLeadHistory(table),
    links: macLinks(linkKeys),
    clock: systemClock,
    newId: newUlid,
    sha256,
    playbook,
    pageUrl: `${BASE_URL}/preferences`,
  }),
  playbook,
  baseUrl: BASE_URL,
  clock: systemClock,
  sha256,
  log: jsonLog('preferences'),
};

export const handler = createHandler({
  ...dependencies,
  subpages: { [CERTIFICATE]: certificateRoute(dependencies) },
});
