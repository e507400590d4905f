import { sha256 } from '#adapters/system/world.ts';
import type { LeadEvent } from '#contracts/events.ts';
import type { Channel, MailName } from '#contracts/playbook.ts';
import type { ConsentEntry } from '#domain/consent/ledger.ts';
import { after, type Instant, SECOND } from '#domain/instant.ts';
import { BeingErasedError } from '#domain/lead/being-erased-error.ts';
import { capture, resubmit } from '#domain/lead/capture.ts';
import { type Change, isUnchanged } from '#domain/lead/change.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { enrich } from '#domain/lead/enrich.ts';
import { establishAndQualify } from '#domain/lead/establish.ts';
import { ForbiddenTransitionError } from '#domain/lead/forbidden-transition-error.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { claimMail, releaseMail, subjectOf } from '#domain/lead/mails.ts';
import { NotEstablishedError } from '#domain/lead/not-established-error.ts';
import { NotWithSalesError } from '#domain/lead/not-with-sales-error.ts';
import { OfferOverError } from '#domain/lead/offer-over-error.ts';
import { accept, decline, offer, unrouted } from '#domain/lead/offers.ts';
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
  | { do: 'record' }
  | { do: 'refuse' };

/** Longer than the mail function may run, shorter than the claim. */
const FUNCTION_TIMEOUT = 30 * SECOND;
export const CANARY = 'canary-7f3d';
const by: Mover = { by: 'sales:sales-1', reason: 'no-fit' };
const { scoring } = aPlaybook();
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
  readonly about: string | undefined;
}

/** A lead's life as it unfolds: every change with the moment it happened, and the opt-in mails that left. */
export class LeadStory {
  now: Instant = NOW;
  lead: Lead;
  readonly changes: { at: Instant; change: Change }[] = [];
  readonly sent: (Sending & { at: Instant })[] = [];
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

  private claim(mail: MailName): Change {
    const change = this.keep(claimMail(this.lead, mail, this.now));
    if (!isUnchanged(change)) this.sending = { mail, about: subjectOf(change.lead, mail) };

    return change;
  }

  private record(): Change | undefined {
    if (this.sending === undefined) return undefined;
    const sent = this.sending;
    this.sending = undefined;
    this.sent.push({ ...sent, at: this.now });

    return this.keep(recordMail(this.lead, { ...sent, messageId: `ses-${this.count++}` }, this.now, sha256));
  }

  private refuse(): Change | undefined {
    if (this.sending === undefined) return undefined;
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
    fields: { email: `${CANARY}@example.com`, firstName: CANARY, company: CANARY, jobTitle: CANARY, need: CANARY },
    consents: someConsents('email', ...channels),
    viewer: { ip: CANARY, userAgent: CANARY },
  });
