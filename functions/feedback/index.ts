import * as z from 'zod/mini';
import { dynamoAddressBlocks } from '#adapters/dynamodb/address-blocks.ts';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { readOnlyKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { dynamoMailCounts } from '#adapters/dynamodb/mail-counts.ts';
import { dynamoMailings } from '#adapters/dynamodb/mailing.ts';
import { dynamoOptInMails } from '#adapters/dynamodb/opt-in-mails.ts';
import { dynamoSoftBounces } from '#adapters/dynamodb/soft-bounces.ts';
import { dynamoSuppressions } from '#adapters/dynamodb/suppressions.ts';
import { keyedHashes } from '#adapters/keyring/keyed-hashes.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { loadPlaybook } from '#adapters/playbook/load.ts';
import { systemClock as clock, sha256 } from '#adapters/system/world.ts';
import { pauseWhenDue } from '#app/watch-reputation.ts';
import { canonicalAddress } from '#domain/consent/canonical-address.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { blockAddress } from './block-address.ts';
import { createHandler } from './handler.ts';
import { noteArrival } from './note-arrival.ts';
import { noteSoftBounce } from './note-soft-bounce.ts';
import { takeFeedback } from './take-feedback.ts';

const env = environment(z.object({ TABLE_NAME: z.string(), SUPPRESSION_TABLE_NAME: z.string() }));
const table = tableNamed(env.TABLE_NAME, env.SUPPRESSION_TABLE_NAME);
const list = { client: table.client, name: env.SUPPRESSION_TABLE_NAME };
const playbook = loadPlaybook(new URL('./playbook.json', import.meta.url));
const leads = dynamoLeads(table, clock);
const softBounces = dynamoSoftBounces(table);
const counts = dynamoMailCounts(table);

export const handler = createHandler({
  takeFeedback: takeFeedback({
    blockAddress: blockAddress({
      leads,
      suppressions: dynamoSuppressions(list),
      blocks: dynamoAddressBlocks(list),
      // Captured leads have been hashed with it: it is there.
      hashes: keyedHashes(keyring(readOnlyKeys(table), 'address')),
      canonical: canonicalAddress,
      playbook,
      clock,
      sha256,
    }),
    noteArrival: noteArrival({ leads, optInMails: dynamoOptInMails(table), softBounces, clock, sha256 }),
    noteSoftBounce: noteSoftBounce({ leads, softBounces, playbook }),
    counts,
  }),
  pauseWhenDue: pauseWhenDue({ mailings: dynamoMailings(table), counts, rules: playbook.privacy.pause, clock }),
  log: jsonLog('feedback'),
});
