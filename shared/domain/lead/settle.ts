import type { Sha256 } from '../consent/ledger.ts';
import { after, HOUR, type Instant, isDue } from '../instant.ts';
import { type Change, changed, type Fact, fact, unchanged } from './change.ts';
import { requestErasure, wasEverConfirmed } from './erasure.ts';
import type { Lead } from './lead.ts';
import { nextMailRetry, wantedMails } from './mails.ts';
import { isExpired } from './opt-in.ts';
import { endOfRetention } from './retention.ts';
import { type TimerName, timersOf } from './timers.ts';

interface Settled {
  readonly lead: Lead;
  readonly facts: readonly Fact[];
}

/**
 * Carries out every timer that has fallen due. Firing late, twice or in any order comes to the same: each reading starts from the lead as it is, and what is
 * settled is no longer due. `inactive`: how long a quiet lead is kept, ms; what happened to one since it was last scored counts too.
 */
export function settle(lead: Lead, now: Instant, sha256: Sha256, inactive = 0): Change {
  const due = timersOf(lead).filter(({ at }) => isDue(at, now));
  if (due.length === 0) return unchanged(lead);
  const settled = due.reduce<Settled>(
    ({ lead, facts }, { name }) => {
      if (name === 'retention') return { lead, facts };
      const step = steps[name](lead, now);
      return { lead: step.lead, facts: [...facts, ...step.facts] };
    },
    { lead, facts: [] },
  );

  // The end of everything else: also of what was settled just now.
  if (timersOf(settled.lead).some(({ name, at }) => name === 'retention' && isDue(at, now))) {
    const eraseAt = endOfRetention(lead, undefined, inactive);
    if (lead.optIn.status === 'confirmed' && inactive > 0 && !isDue(eraseAt, now))
      return changed(lead, { ...settled.lead, eraseAt }, settled.facts, now);
    const because = wasEverConfirmed(lead) ? 'retention' : 'unconfirmed';
    return requestErasure(settled.lead, { because }, now, sha256, { before: lead, facts: settled.facts });
  }

  return changed(lead, settled.lead, settled.facts, now);
}

const steps: Record<Exclude<TimerName, 'retention'>, (lead: Lead, now: Instant) => Settled> = {
  'opt-in-reminder': (lead, now) => {
    const { remindAt: _, ...optIn } = lead.optIn;
    if (isExpired(optIn, now)) return { lead: { ...lead, optIn }, facts: [] };

    return {
      lead: { ...lead, optIn: { ...optIn, reminderWanted: true } },
      facts: [fact('lead.opt-in-reminder-due', { requestId: optIn.requestId })],
    };
  },
  'opt-in-expiry': (lead, now) => ({
    lead: { ...lead, optIn: { ...lead.optIn, status: 'expired', mailWanted: false, decidedAt: now } },
    facts: [fact('lead.opt-in-expired', { requestId: lead.optIn.requestId })],
  }),
  'mail-retry': (lead, now) => {
    const mails = wantedMails(lead, now);
    const retry = nextMailRetry(lead.mailRetry?.attempts ?? 0, now);
    return mails.length === 0
      ? { lead, facts: [] }
      : { lead: { ...lead, mailRetry: retry }, facts: [fact('lead.mail-due', { mails, attempt: retry.attempts })] };
  },
  'offer-reminder': remind,
  'offer-lapse': lapse,
  // Nobody carried out the order: it is told once more.
  erasure: (lead, now) =>
    lead.erasure === undefined
      ? { lead, facts: [] }
      : {
          lead: { ...lead, erasure: { ...lead.erasure, lookAt: after(now, HOUR) } },
          facts: [fact('lead.erasure-requested', { because: lead.erasure.because })],
        },
  'routing-retry': (lead, now) => ({
    lead:
      lead.routing === undefined
        ? lead
        : { ...lead, routing: { ...lead.routing, retryAt: after(now, HOUR), resting: false } },
    facts: [fact('lead.routing-due', {})],
  }),
  // Scoring sets the next moment; until it has, somebody reminds it.
  rescore: (lead, now) => ({
    lead: { ...lead, rescoreAt: after(now, HOUR) },
    facts: [fact('lead.rescore-due', { because: 'time' })],
  }),
};

/** A reminder that comes after the deadline reminds nobody: the lapse follows in the same reading. */
function remind(lead: Lead, now: Instant): Settled {
  const { offer } = lead;
  if (offer === undefined || isDue(offer.acceptBy, now)) return { lead, facts: [] };

  return {
    lead: { ...lead, offer: { ...offer, remindedAt: now } },
    facts: [fact('lead.offer-reminder-due', { offerId: offer.id, salesperson: offer.salesperson })],
  };
}

function lapse(lead: Lead, now: Instant): Settled {
  const { offer, routing } = lead;
  if (offer === undefined) return { lead, facts: [] };
  const { id: offerId, salesperson } = offer;

  return {
    lead: {
      ...lead,
      offer: { ...offer, status: 'lapsed', endedAt: now },
      routing: {
        declined: routing?.declined ?? [],
        lapsed: [...(routing?.lapsed ?? []), salesperson],
        retryAt: after(now, HOUR),
      },
    },
    facts: [fact('lead.offer-lapsed', { offerId, salesperson })],
  };
}
