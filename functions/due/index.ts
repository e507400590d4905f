import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { dynamoDueItems } from '#adapters/dynamodb/due-items.ts';
import { dynamoErasures } from '#adapters/dynamodb/erasures.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { dynamoReleases } from '#adapters/dynamodb/releases.ts';
import { loadPrivacy } from '#adapters/playbook/load.ts';
import { sha256, systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { createHandler } from './handler.ts';
import { settleDueLeads } from './settle-due-leads.ts';
import { watchRelease } from './watch-release.ts';

const { TABLE_NAME, SUPPRESSION_TABLE_NAME, DUE_INDEX } = environment(
  z.object({ TABLE_NAME: z.string(), SUPPRESSION_TABLE_NAME: z.string(), DUE_INDEX: z.string() }),
);
const table = tableNamed(TABLE_NAME, SUPPRESSION_TABLE_NAME);
const { version, privacy } = loadPrivacy(new URL('./playbook.json', import.meta.url));
const log = jsonLog('due');

export const handler = createHandler({
  settleDueLeads: settleDueLeads({
    dueItems: dynamoDueItems(table, DUE_INDEX),
    leads: dynamoLeads(table, systemClock),
    clock: systemClock,
    sha256,
    erasures: dynamoErasures(table),
    inactive: privacy.retention.inactive,
    onFailure: (leadId, error) => log.error('due lead could not be settled', error, { leadId }),
  }),
  watchRelease: watchRelease({
    releases: dynamoReleases(table),
    playbook: version,
    clock: systemClock,
  }),
  log,
});
