import type { erasureCauses } from '#contracts/event-values.ts';
import type { Sha256, Viewer } from '../consent/ledger.ts';
import type { Instant } from '../instant.ts';
import { type Change, changed, type Fact, fact, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import { withdraw } from './withdraw.ts';

/** Why a lead is erased: its owner asked, nobody confirmed in time, its retention is over, or the operator has to. */
export type ErasureCause = (typeof erasureCauses)[number];

/** The order to erase a lead: from then on it is nobody's any more, and nothing is sent to it. */
export interface Erasure {
  readonly because: ErasureCause;
  readonly requestedAt: Instant;
  /** When `due` tells again that there is work to do, if it is not done by then. */
  readonly lookAt?: Instant;
}

/** A lead whose address was never confirmed has nothing to prove: its ledger goes with it. */
export const wasEverConfirmed = ({ optIn, consents }: Pick<Lead, 'optIn' | 'consents'>): boolean =>
  optIn.everConfirmed === true || Object.values(consents).some(({ status }) => status === 'confirmed');

/**
 * Orders the erasure of a lead: withdraws what is left, takes the address off the lead (a new submission starts from nothing), suppresses it, and announces
 * the work to be done. A second order changes nothing. `before` and `facts`: what was decided in the same change already.
 */
export function requestErasure(
  lead: Lead,
  { because, viewer }: { because: ErasureCause; viewer?: Viewer },
  now: Instant,
  sha256: Sha256,
  { before = lead, facts: earlier = [] }: { before?: Lead; facts?: readonly Fact[] } = {},
): Change {
  if (lead.erasure !== undefined) return unchanged(lead);
  const ended = wasEverConfirmed(lead)
    ? withdraw(lead, { method: 'erasure', keepFor: 0, ...(viewer === undefined ? {} : { viewer }) }, now, sha256)
    : unchanged(lead);
  const {
    offer: _offer,
    routing: _routing,
    mailRetry: _retry,
    rescoreAt: _rescore,
    eraseAt: _at,
    ...rest
  } = ended.lead;
  const { status } = rest.optIn;
  const optIn = {
    ...rest.optIn,
    mailWanted: false,
    status: status === 'pending' ? ('withdrawn' as const) : status,
    ...(wasEverConfirmed(lead) && { everConfirmed: true }),
  };
  const erasure = { because, requestedAt: now };
  const facts = ended.events.map(({ type, facts }) => ({ type, facts }) as Fact);

  return {
    ...changed(
      before,
      { ...rest, optIn, erasure },
      [...earlier, ...facts, fact('lead.erasure-requested', { because })],
      now,
      ended.entries,
    ),
    releasesAddress: true,
    ...(wasEverConfirmed(lead)
      ? { suppressions: [{ hash: lead.addressHash, reason: 'erased', at: now, leadId: lead.id }] }
      : {}),
  };
}
