import { changeLead } from '#app/change-lead.ts';
import type { MailName, MailTemplate } from '#contracts/playbook.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { claimMail, recordMail, releaseMail, wantedMails } from '#domain/lead/mails.ts';
import type { Leads } from '#ports/leads.ts';
import { MailRefusedError } from '#ports/mail-refused-error.ts';
import type { Mailer } from '#ports/mailer.ts';
import type { Clock } from '#ports/world.ts';
import type { ComposeMail } from './compose-mail.ts';

export type RenderMail = (
  template: MailTemplate,
  values: Record<string, string>,
) => { subject: string; text: string; html: string };

interface World {
  readonly leads: Leads;
  readonly mailer: Mailer;
  readonly composeMail: ComposeMail;
  readonly clock: Clock;
}

/** Answers the mails that went out. */
export type SendMails = (leadId: string) => Promise<readonly MailName[]>;

/**
 * The one gate that all mail passes. Sends what the lead should have got by now: claims the mail by a write to the version just read (so that nobody else
 * sends it, and nothing changed in between), sends, records. These mails go out at least once: a crash between sending and recording repeats one.
 */
export const sendMails =
  ({ leads, mailer, composeMail, clock }: World): SendMails =>
  async (leadId) => {
    const lead = await leads.get(leadId);
    if (lead === undefined) return [];
    const sent: MailName[] = [];
    for (const mail of wantedMails(lead, clock())) if (await send(mail)) sent.push(mail);

    return sent;

    async function send(mail: MailName): Promise<boolean> {
      const claim = await changeLead(leads, leadId, (current) => claimMail(current, mail, clock()));
      if (isUnchanged(claim)) return false;
      try {
        const messageId = await mailer.send(await composeMail(claim.lead, mail));
        await changeLead(leads, leadId, (current) => recordMail(current, mail, messageId, clock()));
      } catch (error) {
        if (error instanceof MailRefusedError)
          await changeLead(leads, leadId, (current) => releaseMail(current, clock()));
        throw error;
      }

      return true;
    }
  };
