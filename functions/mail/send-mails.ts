import { changeLead } from '#app/change-lead.ts';
import type { MailName, MailTemplate } from '#contracts/playbook.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { claimMail, recordMail, releaseMail, subjectOf, wantedMails } from '#domain/lead/mails.ts';
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
 * sends it, and nothing changed in between), sends, records. These mails go out at least once: a crash between sending and recording repeats one. A mail
 * that became due meanwhile goes out as well: whoever was woken for it may have been turned away by our claim. One that fails does not hold up the others;
 * its error is thrown at the end.
 */
export const sendMails =
  ({ leads, mailer, composeMail, clock }: World): SendMails =>
  async (leadId) => {
    const tried: MailName[] = [];
    const sent: MailName[] = [];
    const failures: unknown[] = [];
    let lead = await leads.get(leadId);
    for (let mail = next(lead); mail !== undefined; mail = next(lead)) {
      tried.push(mail);
      try {
        lead = await send(mail, lead);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];

    return sent;

    function next(current: Lead | undefined): MailName | undefined {
      return current && wantedMails(current, clock()).find((mail) => !tried.includes(mail));
    }

    async function send(mail: MailName, known: Lead | undefined): Promise<Lead> {
      const claim = await changeLead(leads, leadId, (current) => claimMail(current, mail, clock()), known);
      if (isUnchanged(claim)) return claim.lead;
      const about = subjectOf(claim.lead, mail);
      const messageId = await deliver(claim.lead, mail);
      sent.push(mail);
      const record = (current: Lead) => recordMail(current, { mail, about, messageId }, clock());
      const recorded = await changeLead(leads, leadId, record, claim.lead);

      return recorded.lead;
    }

    /** Gives the claim back when nothing left for sure; after a time-out of the provider nobody knows, and the claim has to run out. */
    async function deliver(claimed: Lead, mail: MailName): Promise<string> {
      let handedOver = false;
      try {
        const content = await composeMail(claimed, mail);
        handedOver = true;
        return await mailer.send(content);
      } catch (error) {
        if (!handedOver || error instanceof MailRefusedError) {
          await changeLead(leads, leadId, (current) => releaseMail(current, clock()));
        }
        throw error;
      }
    }
  };
