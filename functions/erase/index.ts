import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { dynamoErasures } from '#adapters/dynamodb/erasures.ts';
import { loadPrivacy } from '#adapters/playbook/load.ts';
import { systemClock } from '#adapters/system/world.ts';
import { eraseLead } from '#app/erase-lead.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { createHandler } from './handler.ts';

const { TABLE_NAME } = environment(z.object({ TABLE_NAME: z.string() }));
const { privacy } = loadPrivacy(new URL('./playbook.json', import.meta.url));

export const handler = createHandler({
  eraseLead: eraseLead({
    erasures: dynamoErasures(tableNamed(TABLE_NAME)),
    // Here a CRM or an audience registers, once there is one.
    erasers: [],
    proofKept: privacy.retention.proof,
    clock: systemClock,
  }),
  log: jsonLog('erase'),
});
