import { SESClient } from '@aws-sdk/client-ses';
import * as z from 'zod/mini';
import { tableNamed } from '#adapters/dynamodb/client.ts';
import { dynamoKeys } from '#adapters/dynamodb/keys.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { renderMail } from '#adapters/mail/render.ts';
import { sesMailer } from '#adapters/mail/ses-mailer.ts';
import { loadPlaybook } from '#adapters/playbook/load.ts';
import { callLimits } from '#adapters/system/call-limits.ts';
import { systemClock } from '#adapters/system/world.ts';
import { environment } from '#lambda/environment.ts';
import { jsonLog } from '#lambda/log.ts';
import { composeMail } from './compose-mail.ts';
import { createHandler } from './handler.ts';
import { sendMails } from './send-mails.ts';

const env = environment(
  z.object({
    TABLE_NAME: z.string(),
    BASE_URL: z.url(),
    SITE_URL: z.url(),
    MAIL_FROM: z.string(),
    MAIL_CONFIGURATION_SET: z.string(),
  }),
);
const table = tableNamed(env.TABLE_NAME);
const links = macLinks(keyring(dynamoKeys(table), 'link'));
const playbook = loadPlaybook(new URL('./playbook.json', import.meta.url));

export const handler = createHandler({
  sendMails: sendMails({
    leads: dynamoLeads(table, systemClock),
    mailer: sesMailer(new SESClient({ maxAttempts: 2, requestHandler: callLimits }), {
      from: env.MAIL_FROM,
      configurationSet: env.MAIL_CONFIGURATION_SET,
    }),
    composeMail: composeMail({ playbook, links, baseUrl: env.BASE_URL, siteUrl: env.SITE_URL, renderMail }),
    clock: systemClock,
  }),
  log: jsonLog('mail'),
});
