import { changeLead } from '#app/change-lead.ts';
import type { MailName, MailTemplate } from '#contracts/playbook.ts';
import type { Sha256 } from '#domain/consent/ledger.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { subjectOf, wantedMails } from '#domain/lead/mails.ts';
import { recordMail, type SentMail } from '#domain/lead/record-mail.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Leads } from '#ports/leads.ts';
import { MailRefusedError } from '#ports/mail-refused-error.ts';
import type { Mailer } from '#ports/mailer.ts';
import type { Clock } from '#ports/world.ts';
import type { ComposeMail } from './compose-mail.ts';
import type { Claim, Pass, Reason } from './pass.ts';

export type RenderMail = (
  template: MailTemplate,
  values: Record<string, string>,
) => { subject: string; text: string; html: string };

interface World {
  readonly leads: Leads;
  readonly passFor: (mail: MailName) => Pass;
  readonly mailer: Mailer;
  readonly composeMail: ComposeMail;
  readonly clock: Clock;
  readonly sha256: Sha256;
}

/** A mail that went out, or (`heldBy`) one that was just noted to be held back. */
export interface Outcome {
  readonly mail: MailName;
  readonly heldBy?: Reason;
}

type HandedOver = Pick<SentMail, 'messageId' | 'proof'>;

/** Answers what went out and what was held back. */
export type SendMails = (leadId: string) => Promise<readonly Outcome[]>;

/**
 * The one gate that all mail passes. Sends what the lead should have got by now: claims the mail by a write to the version just read (so that nobody else
 * sends it, and nothing changed in between), looks once more whether anything forbids it, sends, records. Opt-in and sales mails go out at least once: a crash
 * between sending and recording repeats one. Marketing mails go out at most once: the claim counts. A mail that became due meanwhile goes out as well: whoever
 * was woken for it may have been turned away by our claim. One that fails does not hold up the others; its error is thrown at the end.
 */
export const sendMails =
  ({ leads, passFor, mailer, composeMail, clock, sha256 }: World): SendMails =>
  async (leadId) => {
    const tried: MailName[] = [];
    const outcomes: Outcome[] = [];
    const failures: unknown[] = [];
    let lead = await leads.get(leadId);
    for (let mail = next(lead); mail !== undefined; mail = next(lead)) {
      tried.push(mail);
      try {
        lead = await send(mail, lead);
      } catch (error) {
        // Erased meanwhile: there is nothing left to note anything on.
        if (error instanceof LeadNotFoundError) lead = undefined;
        else failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];

    return outcomes;

    function next(current: Lead | undefined): MailName | undefined {
      return current && wantedMails(current, clock()).find((mail) => !tried.includes(mail));
    }

    async function send(mail: MailName, known: Lead | undefined): Promise<Lead> {
      const pass = passFor(mail);
      const claim = await tryToClaim(pass, known);
      const { lead } = claim.change;
      if (claim.heldBy !== undefined && !isUnchanged(claim.change)) outcomes.push({ mail, heldBy: claim.heldBy });
      if (claim.outcome !== 'claimed') return lead;
      const heldBy = await pass.obstacle(lead);
      if (heldBy === undefined) return deliver(pass, mail, lead);
      outcomes.push({ mail, heldBy });

      return (await takeBack(pass, heldBy)).lead;
    }

    async function tryToClaim(pass: Pass, known: Lead | undefined): Promise<Claim> {
      const claims: Claim[] = [];
      const decide = async (current: Lead) => {
        const claim = await pass.claim(current);
        claims.push(claim);
        return claim;
      };
      const change = await changeLead(leads, leadId, decide, known);

      return claims.at(-1) ?? { change, alongside: {}, outcome: 'not wanted' };
    }

    async function deliver(pass: Pass, mail: MailName, claimed: Lead): Promise<Lead> {
      const about = subjectOf(claimed, mail);
      const { messageId, proof } = await handOver(pass, mail, claimed);
      outcomes.push({ mail });
      const record = (current: Lead) => recordMail(current, { mail, about, messageId, proof }, clock(), sha256);

      return (await changeLead(leads, leadId, record, claimed)).lead;
    }

    /** Takes the claim back when nothing left for sure; after a time-out of the provider nobody knows, and the claim has to run out. */
    async function handOver(pass: Pass, mail: MailName, claimed: Lead): Promise<HandedOver> {
      let handedOver = false;
      try {
        const { proof, ...content } = await composeMail(claimed, mail);
        handedOver = true;
        return { messageId: await mailer.send(content), proof };
      } catch (error) {
        if (!handedOver || error instanceof MailRefusedError) await takeBack(pass);
        throw error;
      }
    }

    function takeBack(pass: Pass, heldBy?: Reason) {
      return changeLead(leads, leadId, (current) => pass.takeBack(current, heldBy));
    }
  };
