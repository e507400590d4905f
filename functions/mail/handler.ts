import type { Log } from '#lambda/log.ts';
import { queueHandler } from '#lambda/queue-handler.ts';
import type { SendMails } from './send-mails.ts';

export const createHandler = ({ sendMails, log }: { sendMails: SendMails; log: Log }) =>
  queueHandler({ log }, async ({ leadId }) => {
    for (const mail of await sendMails(leadId)) {
      log.info('mail sent', { leadId, mail });
      log.count('MailSent');
    }
  });
