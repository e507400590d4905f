import { sha256 } from '#adapters/system/world.ts';
import type { LeadEvent } from '#contracts/events.ts';
import type { Channel, MailName } from '#contracts/playbook.ts';
import { freeAt, giveBack, spend } from '#domain/consent/budget.ts';
import type { ConsentEntry } from '#domain/consent/ledger.ts';
import { after, DAY, type Instant, SECOND } from '#domain/instant.ts';
import { BeingErasedError } from '#domain/lead/being-erased-error.ts';
import { capture, resubmit } from '#domain/lead/capture.ts';
import { type Change, isUnchanged, unchanged } from '#domain/lead/change.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { enrich } from '#domain/lead/enrich.ts';
import { establishAndQualify } from '#domain/lead/establish.ts';
import { ForbiddenTransitionError } from '#domain/lead/forbidden-transition-error.ts';
import { holdOptInMail } from '#domain/lead/hold-mail.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { claimMail, isOptInMail, releaseMail, subjectOf } from '#domain/lead/mails.ts';
import { NotEstablishedError } from '#domain/lead/not-established-error.ts';
import { NotWithSalesError } from '#domain/lead/not-with-sales-error.ts';
import { OfferOverError } from '#domain/lead/offer-over-error.ts';
import { accept, decline, offer, unrouted } from '#domain/lead/offers.ts';
import type { HeldBy } from '#domain/lead/opt-in.ts';
import { OptInOverError } from '#domain/lead/opt-in-over-error.ts';
import { recordMail } from '#domain/lead/record-mail.ts';
import { recordScore } from '#domain/lead/record-score.ts';
import { settle } from '#domain/lead/settle.ts';
import { disqualify, lose, type Mover, recycle, salesQualify, win } from '#domain/lead/stage-moves.ts';
import { dueAt } from '#domain/lead/timers.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import {
  aLowScore,
  aScore,
  aSubmission,
  aViewer,
  aWithdrawal,
  LEAD_ID,
  NOW,
  someConsents,
  someTerms,
} from './a-lead.ts';
import { aPlaybook } from './a-playbook.ts';

/** What happens without saying more. */
export type Plain =
  | 'confirm'
  | 'confirm an old request'
  | 'withdraw'
  | 'enrich'
  | 'accept'
  | 'accept an old offer'
  | 'decline'
  | 'unrouted'
  | 'settle'
  | 'salesQualify'
  | 'win'
  | 'lose'
  | 'disqualify'
  | 'recycle';

/** What the domain decides about. */
export type Request =
  | { do: Plain }
  | { do: 'resubmit'; channels: Channel[] }
  | { do: 'score'; fit: number; qualifies: boolean }
  | { do: 'offer'; to: string }
  | { do: 'establish'; by: string; values: Readonly<Record<string, string>> };

/** One thing that happens in the life of a lead. */
export type Happening =
  | Request
  | { do: 'wait'; ms: number }
  | { do: 'wait for a timer' }
  | { do: 'claim'; mail: MailName }
  /** The gate finds something else against an opt-in mail than the budget of its mailbox. */
  | { do: 'hold'; by: Exclude<HeldBy, 'mailbox'> }
  | { do: 'record' }
  | { do: 'refuse' };

/** Longer than the mail function may run, shorter than the claim. */
const FUNCTION_TIMEOUT = 30 * SECOND;
export const CANARY = 'canary-7f3d';
const by: Mover = { by: 'sales:sales-1', reason: 'no-fit' };
const { scoring, version } = aPlaybook();
const refusals = [
  ForbiddenTransitionError,
  OfferOverError,
  OptInOverError,
  NotEstablishedError,
  NotWithSalesError,
  BeingErasedError,
];

export interface Sending {
  readonly mail: MailName;
  /** When it was claimed. */
  readonly at: Instant;
  readonly about: string | undefined;
}

/** A lead's life as it unfolds: every change with the moment it happened, the mails that left, and what its mailbox got. */
export class LeadStory {
  now: Instant = NOW;
  lead: Lead;
  readonly changes: { at: Instant; change: Change }[] = [];
  readonly sent: Sending[] = [];
  mailbox: readonly Instant[] = [];
  readonly requests: string[] = [];
  sending: Sending | undefined;
  private count = 0;

  constructor() {
    this.lead = this.keep(capture(submission('email'), { id: LEAD_ID, addressHash: 'hash' }, this.context())).lead;
  }

  get events(): LeadEvent[] {
    return this.changes.flatMap(({ change }) => [...change.events]);
  }

  get entries(): ConsentEntry[] {
    return this.changes.flatMap(({ change }) => [...change.entries]);
  }

  /** Carries a happening out; a refusal by the domain leaves everything as it is. Answers the change, if one was decided. */
  play(happening: Happening): Change | undefined {
    try {
      return this.happen(happening);
    } catch (error) {
      if (!refusals.some((refusal) => error instanceof refusal)) throw error;
      return undefined;
    }
  }

  /** Decides a happening on the present lead without keeping anything. */
  decide(happening: Request): Change {
    const { lead, now } = this;
    const offerId = lead.offer?.id ?? 'none';
    switch (happening.do) {
      case 'resubmit':
        return resubmit(lead, submission(...happening.channels), this.context());
      case 'confirm':
        return confirm(lead, { requestId: lead.optIn.requestId, viewer: aViewer }, now, sha256);
      case 'confirm an old request':
        return confirm(lead, { requestId: this.requests[0] ?? '', viewer: aViewer }, now, sha256);
      case 'withdraw':
        return withdraw(lead, aWithdrawal, now, sha256);
      case 'enrich':
        return enrich(lead, { emailKind: { value: CANARY, source: 'enrichment:address', at: now } }, now);
      case 'score': {
        const { fit, qualifies } = happening;
        const make = qualifies ? aScore : aLowScore;
        const score = make({ fit, total: fit, reasons: [{ axis: 'fit', rule: 'decides', points: fit }], at: now });
        return recordScore(lead, score, scoring, now);
      }
      case 'offer':
        return offer(lead, someTerms(now, `offer-${this.count++}`, happening.to), now);
      case 'accept':
        return accept(lead, offerId, now);
      case 'accept an old offer':
        return accept(lead, 'offer-0', now);
      case 'decline':
        return decline(lead, offerId, 'no-fit', now);
      case 'unrouted':
        return unrouted(lead, now);
      case 'settle':
        return settle(lead, now, sha256);
      case 'salesQualify':
        return salesQualify(lead, by, scoring.sql, now);
      case 'establish':
        return establishAndQualify(lead, { salesperson: happening.by, values: happening.values }, scoring.sql, now);
      case 'win':
        return win(lead, by, now);
      case 'lose':
        return lose(lead, by, now);
      case 'disqualify':
        return disqualify(lead, by, now);
      case 'recycle':
        return recycle(lead, by, now);
    }
  }

  private happen(happening: Happening): Change | undefined {
    switch (happening.do) {
      case 'wait':
        return this.wait(happening.ms);
      case 'wait for a timer':
        return this.wait(Math.max(0, Date.parse(dueAt(this.lead) ?? this.now) - Date.parse(this.now)));
      case 'claim':
        return this.claim(happening.mail);
      case 'hold':
        return this.hold(happening.by);
      case 'record':
        return this.record();
      case 'refuse':
        return this.refuse();
      default:
        return this.keep(this.decide(happening));
    }
  }

  /** A mail on its way arrives before the function that sends it would be ended. */
  private wait(ms: number): undefined {
    if (ms >= FUNCTION_TIMEOUT) this.record();
    this.now = after(this.now, ms);
  }

  /** As the gate does: an opt-in mail within the budget of the mailbox, or it is held back. */
  private claim(mail: MailName): Change {
    const { lead, now } = this;
    const change = claimMail(lead, mail, now);
    if (isUnchanged(change)) return change;
    const until = freeAt(this.mailbox, now);
    if (isOptInMail(mail) && until > now) return this.keep(holdOptInMail(lead, { by: 'mailbox', until }, now));
    if (isOptInMail(mail)) this.mailbox = spend(this.mailbox, now);
    this.sending = { mail, at: now, about: subjectOf(lead, mail) };

    return this.keep(change);
  }

  private hold(by: HeldBy): Change {
    const { lead, now } = this;
    const mails: MailName[] = ['opt-in', 'opt-in-reminder'];
    const isClaimable = mails.some((mail) => !isUnchanged(claimMail(lead, mail, now)));

    return isClaimable ? this.keep(holdOptInMail(lead, { by }, now)) : unchanged(lead);
  }

  private record(): Change | undefined {
    if (this.sending === undefined) return undefined;
    const sent = this.sending;
    this.sending = undefined;
    this.sent.push(sent);
    const proof = { locale: this.lead.locale, playbook: version, sha256: sha256(sent.mail), keyId: '1' };
    const mail = { ...sent, messageId: `ses-${this.count++}`, ...(isOptInMail(sent.mail) && { proof }) };

    return this.keep(recordMail(this.lead, mail, this.now, sha256));
  }

  private refuse(): Change | undefined {
    if (this.sending === undefined) return undefined;
    this.mailbox = giveBack(this.mailbox, this.sending.at);
    this.sending = undefined;

    return this.keep(releaseMail(this.lead, this.now));
  }

  private keep(change: Change): Change {
    if (!isUnchanged(change)) this.changes.push({ at: this.now, change });
    this.lead = change.lead;
    if (!this.requests.includes(change.lead.optIn.requestId)) this.requests.push(change.lead.optIn.requestId);

    return change;
  }

  private context() {
    return { now: this.now, requestId: `request-${this.count++}`, sha256 };
  }
}

/** Every value a person types holds the canary. */
const submission = (...channels: Channel[]) =>
  aSubmission({
    remindAfter: 3 * DAY,
    fields: { email: `${CANARY}@example.com`, firstName: CANARY, company: CANARY, jobTitle: CANARY, need: CANARY },
    consents: someConsents('email', ...channels),
    viewer: { ip: CANARY, userAgent: CANARY },
  });
