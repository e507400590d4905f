import * as z from 'zod/mini';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { loadPrivacy, loadScoring } from '#adapters/playbook/load.ts';
import { systemClock } from '#adapters/system/world.ts';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { createHandler } from './handler.ts';
import { rescoreLead } from './rescore-lead.ts';

const { TABLE_NAME } = environment(z.object({ TABLE_NAME: z.string() }));
const table = tableNamed(TABLE_NAME);
const file = new URL('./playbook.json', import.meta.url);
const playbook = loadScoring(file);
const { privacy } = loadPrivacy(file);

export const handler = createHandler({
  rescoreLead: rescoreLead({
    leads: dynamoLeads(table, systemClock),
    activities: dynamoActivities(table),
    scoring: compileScoring(playbook),
    policy: playbook.scoring,
    retention: privacy.retention,
    clock: systemClock,
  }),
  log: jsonLog('score'),
});
