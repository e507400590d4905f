import type { MailName } from '#contracts/playbook.ts';
import { spend } from '../consent/budget.ts';
import { append, type Mailed, type Sha256 } from '../consent/ledger.ts';
import type { Instant } from '../instant.ts';
import { type Change, changed, fact } from './change.ts';
import type { Lead } from './lead.ts';
import { isMarketing, isOptInMail, subjectOf } from './mails.ts';

/** What the ledger keeps of an opt-in mail besides its name and the provider's id. */
export type MailProof = Omit<Mailed['mail'], 'template' | 'messageId'>;

/** A mail that the provider took. */
export interface SentMail {
  readonly mail: MailName;
  /** Its subject when it was claimed. */
  readonly about: string | undefined;
  readonly messageId: string;
  /** Of opt-in mails. */
  readonly proof?: MailProof | undefined;
}

/** Records that a mail went out; an opt-in mail in the ledger as well. */
export function recordMail(lead: Lead, sentMail: SentMail, now: Instant, sha256: Sha256): Change {
  const { mailing: _, ...rest } = withSent(lead, sentMail, now);
  const { mail, messageId } = sentMail;
  const { ledger, entries } = append(lead.ledger, proven(sentMail), now, sha256);

  return changed(lead, { ...rest, ledger }, [fact('lead.mailed', { mail, messageId })], now, entries);
}

const proven = ({ mail, about, messageId, proof }: SentMail): Mailed[] =>
  proof === undefined || about === undefined
    ? []
    : [{ kind: 'mailed', requestId: about, mail: { template: mail, messageId, ...proof } }];

function withSent(lead: Lead, { mail, about }: SentMail, now: Instant): Lead {
  const { optIn, offer, heldMails } = lead;
  const isCurrent = subjectOf(lead, mail) === about;
  if (isOptInMail(mail)) {
    const { reminderWanted, held: _, ...rest } = optIn;
    const mailWanted = optIn.mailWanted && !(mail === 'opt-in' && isCurrent);
    // Whoever got the link a moment ago needs no reminder either.
    const stillWanted = reminderWanted && !isCurrent;

    return {
      ...lead,
      optIn: { ...rest, mailWanted, mails: spend(optIn.mails, now), ...(stillWanted && { reminderWanted }) },
    };
  }
  if (isMarketing(mail)) {
    const { [mail]: _, ...others } = heldMails ?? {};

    return { ...lead, marketed: { ...lead.marketed, [mail]: now }, ...(heldMails && { heldMails: others }) };
  }
  if (offer === undefined || !isCurrent || offer.mailed.includes(mail)) return lead;

  return { ...lead, offer: { ...offer, mailed: [...offer.mailed, mail] } };
}
