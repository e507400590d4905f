import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { dynamoRotations } from '#adapters/dynamodb/rotations.ts';
import { loadPlaybook } from '#adapters/playbook/load.ts';
import { newUlid, systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { createHandler } from './handler.ts';
import { routeLead } from './route-lead.ts';

const { TABLE_NAME } = environment(z.object({ TABLE_NAME: z.string() }));
const table = tableNamed(TABLE_NAME);
const { team, sla } = loadPlaybook(new URL('./playbook.json', import.meta.url));

export const handler = createHandler({
  routeLead: routeLead({
    leads: dynamoLeads(table, systemClock),
    rotations: dynamoRotations(table),
    team,
    sla,
    clock: systemClock,
    newId: newUlid,
  }),
  log: jsonLog('route'),
});
