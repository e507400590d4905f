import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { readOnlyKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { loadPlaybook } from '#adapters/playbook/load.ts';
import { systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { offerLinks } from './answer-offer.ts';
import { createHandler } from './handler.ts';

const { TABLE_NAME, BASE_URL } = environment(z.object({ TABLE_NAME: z.string(), BASE_URL: z.url() }));
const table = tableNamed(TABLE_NAME);
const playbook = loadPlaybook(new URL('./playbook.json', import.meta.url));
const linkKeys = keyring(readOnlyKeys(table), 'link');
linkKeys.warm();

export const handler = createHandler({
  offerLinks: offerLinks({
    leads: dynamoLeads(table, systemClock),
    links: macLinks(linkKeys),
    team: playbook.team,
    requirements: playbook.scoring.sql,
    clock: systemClock,
  }),
  playbook,
  baseUrl: BASE_URL,
  log: jsonLog('respond'),
});
