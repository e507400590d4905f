import type { Channel } from '#contracts/playbook.ts';
import { append, type Sha256, type Viewer } from '../consent/ledger.ts';
import type { Instant } from '../instant.ts';
import { type Change, changed, fact, unchanged } from './change.ts';
import type { ConsentState, Lead } from './lead.ts';

/**
 * Withdraws the opt-in with all its consents: nothing more is sent, and nobody is asked to take the lead. Works at any time; a second withdrawal changes
 * nothing.
 */
export function withdraw(lead: Lead, viewer: Viewer, now: Instant, sha256: Sha256): Change {
  if (lead.optIn.status === 'withdrawn') return unchanged(lead);
  const { requestId } = lead.optIn;
  const standing = Object.entries(lead.consents) as [Channel, ConsentState][];
  const { ledger, entries } = append(
    lead.ledger,
    standing.map(([channel, { purpose }]) => ({ kind: 'withdrawn', channel, purpose, requestId, viewer })),
    now,
    sha256,
  );
  const consents = Object.fromEntries(
    standing.map(([channel, consent]) => [channel, { ...consent, status: 'withdrawn' as const, at: now }]),
  );
  const optIn = { ...lead.optIn, status: 'withdrawn' as const, mailWanted: false, decidedAt: now };

  return changed(
    lead,
    { ...withoutOpenOffer(lead, now), optIn, consents, ledger },
    [fact('lead.withdrawn', { requestId })],
    now,
    entries,
  );
}

/** Routing keeps who turned the lead down. Its timer sleeps while there is no opt-in and is due at once when the lead confirms again. */
function withoutOpenOffer(lead: Lead, now: Instant): Lead {
  const { offer, routing, ...rest } = lead;

  return {
    ...rest,
    ...(offer === undefined || offer.status === 'open' ? {} : { offer }),
    ...(routing === undefined ? {} : { routing: { retryAt: now, ...routing } }),
  };
}
