import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { dynamoKeys, readOnlyKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { optInLoad } from '#adapters/dynamodb/opt-in-load.ts';
import { keyedHashes } from '#adapters/keyring/keyed-hashes.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { proofsOfWork } from '#adapters/keyring/proofs-of-work.ts';
import { loadForms } from '#adapters/playbook/load.ts';
import { newUlid, sha256, systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { captureLead } from './capture-lead.ts';
import { demandProof } from './demand-proof.ts';
import { createHandler } from './handler.ts';
import { onTheBeat } from './on-the-beat.ts';
import { recognise } from './recognise.ts';

const { TABLE_NAME } = environment(z.object({ TABLE_NAME: z.string() }));
const table = tableNamed(TABLE_NAME);
const addressKeys = keyring(dynamoKeys(table), 'address');
addressKeys.warm();
const leads = dynamoLeads(table, systemClock);
// Read with the first token that comes: most visitors have none.
const links = macLinks(keyring(readOnlyKeys(table), 'link'));
const playbook = loadForms(new URL('./playbook.json', import.meta.url));
const { privacy } = playbook;
const load = optInLoad(table, privacy.optIn, systemClock);
load.warm();

export const handler = createHandler({
  captureLead: captureLead({
    leads,
    links,
    hashes: keyedHashes(addressKeys),
    demandProof: demandProof({
      challenges: proofsOfWork(addressKeys, systemClock),
      optInLoad: load,
      minimumFillTime: privacy.minimumFillTime,
    }),
    privacy,
    clock: systemClock,
    newId: newUlid,
    sha256,
  }),
  recognise: recognise({ leads, links }),
  onTheBeat: onTheBeat(),
  playbook,
  sha256,
  log: jsonLog('capture'),
});
