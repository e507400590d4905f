import { type ConsentRef, type ConsentState, type Consents, consentKeyOf, mayUse } from '../consent/consents.ts';
import { append, type Sha256, type Viewer, type WithdrawalMethod } from '../consent/ledger.ts';
import { isBlock, type SuppressionReason } from '../consent/suppression.ts';
import { type Instant, after as instantAfter } from '../instant.ts';
import { type Change, changed, fact, unchanged } from './change.ts';
import type { Lead } from './lead.ts';

export interface Withdrawal {
  readonly method: WithdrawalMethod;
  /** Missing where nobody was there to be seen. */
  readonly viewer?: Viewer;
  /** How long the lead is kept after its last consent, ms: the playbook's retention. */
  readonly keepFor: number;
  /** The consents to end. Left out: all of them. */
  readonly only?: (consent: ConsentRef) => boolean;
}

/** Why the address goes on the suppression list when its last consent to e-mail has ended. */
const suppressionBy: Record<WithdrawalMethod, SuppressionReason> = {
  preferences: 'unsubscribed',
  'unsubscribe-page': 'unsubscribed',
  'one-click': 'unsubscribed',
  'not-me': 'not-me',
  complaint: 'complaint',
  bounce: 'hard-bounce',
  erasure: 'erased',
};

/**
 * Withdraws consents: all, or some. With the last one to e-mail the opt-in ends: nothing more is sent, nobody is asked to take the lead, and the address goes
 * on the suppression list in the same write. Works at any time; a second withdrawal changes nothing.
 */
export function withdraw(
  lead: Lead,
  { method, viewer, keepFor, only }: Withdrawal,
  now: Instant,
  sha256: Sha256,
): Change {
  const ending = Object.values(lead.consents).filter(
    (consent) => consent.status !== 'withdrawn' && (only === undefined || only(consent)),
  );
  const consents = withEnded(lead.consents, ending, now);
  const ends = lead.optIn.status !== 'withdrawn' && (only === undefined || !isWanted(consents));
  const reason = suppressionBy[method];
  const suppresses = isBlock(reason) ? lead.suppressed !== reason : ends;
  if (ending.length === 0 && !ends && !suppresses) return unchanged(lead);
  const { requestId } = lead.optIn;
  const { ledger, entries } = append(
    lead.ledger,
    ending.map(({ channel, purpose }) => ({
      kind: 'withdrawn',
      channel,
      purpose,
      requestId,
      method,
      ...(viewer === undefined ? {} : { viewer }),
    })),
    now,
    sha256,
  );
  const facts = [fact('lead.withdrawn', { requestId, method, consents: ending.map(consentKeyOf), optInEnded: ends })];
  const after: Lead = {
    ...(ends ? withOptInEnded(lead, now) : lead),
    ...(!mayContact(consents) && { eraseAt: instantAfter(now, keepFor) }),
    consents,
    ledger,
    ...(suppresses && { suppressed: reason }),
  };

  return {
    ...changed(lead, after, facts, now, entries),
    ...(suppresses && { suppressions: [{ hash: lead.addressHash, reason, at: now, leadId: lead.id, method }] }),
  };
}

function withOptInEnded(lead: Lead, now: Instant): Lead {
  const { held: _, reminderWanted: _wanted, ...optIn } = lead.optIn;

  return {
    ...withoutOpenOffer(lead, now),
    optIn: { ...optIn, status: 'withdrawn', mailWanted: false, decidedAt: now },
  };
}

/** As long as a call is allowed, the lead is kept like any other; what it does on our pages alone is no reason. */
const mayContact = (consents: Consents): boolean => mayUse(consents, 'email') || mayUse(consents, 'phone');

/** Whether anything to e-mail is left, confirmed or asked for. */
const isWanted = (consents: Consents): boolean =>
  mayUse(consents, 'email') ||
  Object.values(consents).some(({ channel, status }) => channel === 'email' && status === 'requested');

const withEnded = (consents: Consents, ending: readonly ConsentState[], now: Instant): Consents => ({
  ...consents,
  ...Object.fromEntries(
    ending.map((consent) => [consentKeyOf(consent), { ...consent, status: 'withdrawn' as const, at: now }]),
  ),
});

/** Routing keeps who turned the lead down. Its timer sleeps while there is no opt-in and is due at once when the lead confirms again. */
function withoutOpenOffer(lead: Lead, now: Instant): Lead {
  const { offer, routing, ...rest } = lead;

  return {
    ...rest,
    ...(offer === undefined || offer.status === 'open' ? {} : { offer }),
    ...(routing === undefined ? {} : { routing: { retryAt: now, ...routing } }),
  };
}
