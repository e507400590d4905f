import { type ConsentRef, type ConsentState, type Consents, consentKeyOf } from '../consent/consents.ts';
import { append, type Declaration, type Sha256, type Viewer } from '../consent/ledger.ts';
import { isBlock } from '../consent/suppression.ts';
import type { Instant } from '../instant.ts';
import { type Change, changed, fact, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import { isLive } from './opt-in.ts';
import { OptInOverError } from './opt-in-over-error.ts';

/**
 * Confirms the opt-in and every consent that the request asked for. A second confirmation of the same request changes nothing.
 * @throws OptInOverError when the request has expired, was withdrawn, or another one took its place.
 */
export function confirm(
  lead: Lead,
  { requestId, viewer }: { requestId: string; viewer: Viewer },
  now: Instant,
  sha256: Sha256,
): Change {
  if (isConfirmed(lead, requestId)) return unchanged(lead);
  if (!isLive(lead.optIn, requestId, now)) throw new OptInOverError(lead.id);
  const outstanding = outstandingConsents(lead);
  const { ledger, entries } = append(
    lead.ledger,
    outstanding.map(({ channel, purpose }) => confirmation({ channel, purpose }, requestId, viewer)),
    now,
    sha256,
  );
  const consents = {
    ...lead.consents,
    ...Object.fromEntries(
      outstanding.map((consent) => [consentKeyOf(consent), { ...consent, status: 'confirmed' as const, at: now }]),
    ),
  };
  const { asked: _asked, ...answered } = lead.optIn;
  const optIn = {
    ...answered,
    status: 'confirmed' as const,
    mailWanted: false,
    everConfirmed: true,
    decidedAt: lead.optIn.decidedAt ?? now,
  };
  const { eraseAt: _eraseAt, suppressed, ...rest } = lead;
  const isBlocked = suppressed !== undefined && isBlock(suppressed);
  const kept = isBlocked ? { ...rest, suppressed } : rest;

  return {
    ...changed(lead, { ...kept, optIn, consents, ledger }, [fact('lead.confirmed', { requestId })], now, entries),
    ...(suppressed !== undefined && !isBlocked && { liftsRefusal: true }),
  };
}

/** Whether a press on the button of this request's link has nothing left to confirm. */
export const isConfirmed = ({ optIn, consents }: Lead, requestId: string): boolean =>
  optIn.status === 'confirmed' && optIn.requestId === requestId && outstandingConsents({ consents }).length === 0;

/** The consents that a press on the button confirms. */
export const outstandingConsents = ({ consents }: { readonly consents: Consents }): ConsentState[] =>
  Object.values(consents).filter(({ status }) => status === 'requested');

const confirmation = (ref: ConsentRef, requestId: string, viewer: Viewer): Declaration => ({
  kind: 'confirmed',
  ...ref,
  requestId,
  viewer,
  method: 'button',
});
