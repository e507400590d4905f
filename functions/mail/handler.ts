import type { Log } from '#lambda/log.ts';
import { queueHandler } from '#lambda/queue-handler.ts';
import type { SendMails } from './send-mails.ts';

export const createHandler = ({ sendMails, log }: { sendMails: SendMails; log: Log }) =>
  queueHandler({ log }, async ({ leadId }) => {
    for (const { mail, heldBy } of await sendMails(leadId)) {
      if (heldBy === undefined) {
        log.info('mail sent', { leadId, mail });
        log.count('MailSent');
        continue;
      }
      log.warn('mail held back', { leadId, mail, heldBy });
      if (heldBy === 'suppressed') log.count('MailSuppressed');
      else if (heldBy !== 'paused') log.count('OptInHeld');
    }
  });
