import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { builtInEnricher } from '#adapters/enrichment/built-in.ts';
import { systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { enrichLead } from './enrich-lead.ts';
import { createHandler } from './handler.ts';

const { TABLE_NAME } = environment(z.object({ TABLE_NAME: z.string() }));

export const handler = createHandler({
  enrichLead: enrichLead({
    leads: dynamoLeads(tableNamed(TABLE_NAME), systemClock),
    enricher: builtInEnricher,
    clock: systemClock,
  }),
  log: jsonLog('enrich'),
});
