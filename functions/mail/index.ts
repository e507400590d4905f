import * as z from 'zod/mini';
import { dynamoBudgets } from '#adapters/dynamodb/budgets.ts';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { dynamoKeys, readOnlyKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { dynamoMailings } from '#adapters/dynamodb/mailing.ts';
import { dynamoSuppressions } from '#adapters/dynamodb/suppressions.ts';
import { addressFacts } from '#adapters/enrichment/address-facts.ts';
import { keyedHashes } from '#adapters/keyring/keyed-hashes.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { renderMail } from '#adapters/mail/render.ts';
import { sesClient } from '#adapters/mail/ses-client.ts';
import { sesMailer } from '#adapters/mail/ses-mailer.ts';
import { loadPlaybook } from '#adapters/playbook/load.ts';
import { sha256, systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { composeMail } from './compose-mail.ts';
import { gate } from './gate.ts';
import { createHandler } from './handler.ts';
import { sendMails } from './send-mails.ts';

const env = environment(
  z.object({
    TABLE_NAME: z.string(),
    SUPPRESSION_TABLE_NAME: z.string(),
    BASE_URL: z.url(),
    SITE_URL: z.url(),
    MAIL_FROM: z.string(),
    MAIL_CONFIGURATION_SET: z.string(),
  }),
);
const table = tableNamed(env.TABLE_NAME);
const leads = dynamoLeads(table, systemClock);
const links = macLinks(keyring(dynamoKeys(table), 'link'));
const playbook = loadPlaybook(new URL('./playbook.json', import.meta.url));
const { optIn, addresses } = playbook.privacy;

export const handler = createHandler({
  sendMails: sendMails({
    leads,
    passFor: gate({
      leads,
      budgets: dynamoBudgets(table),
      suppressions: dynamoSuppressions({ client: table.client, name: env.SUPPRESSION_TABLE_NAME }),
      mailings: dynamoMailings(table),
      // Captured leads have been hashed with it: it is there.
      hashes: keyedHashes(keyring(readOnlyKeys(table), 'address')),
      perHour: optIn.perHour,
      policy: addresses,
      factsOf: addressFacts,
      clock: systemClock,
    }),
    mailer: sesMailer(sesClient(), {
      from: env.MAIL_FROM,
      configurationSet: env.MAIL_CONFIGURATION_SET,
    }),
    composeMail: composeMail({ playbook, links, baseUrl: env.BASE_URL, siteUrl: env.SITE_URL, renderMail, sha256 }),
    clock: systemClock,
    sha256,
  }),
  log: jsonLog('mail'),
});
