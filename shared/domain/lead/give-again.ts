import { type ConsentRef, consentKeyOf } from '../consent/consents.ts';
import { append, type Requested, type Sha256, type Viewer } from '../consent/ledger.ts';
import { isBlock } from '../consent/suppression.ts';
import type { Instant } from '../instant.ts';
import { type Change, changed, fact, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import type { OptIn } from './opt-in.ts';

/** A consent that was withdrawn is given anew by who proved the address before. */
export interface GivenAgain {
  readonly consent: ConsentRef;
  /** As it was shown beside the button. */
  readonly wording: Requested['wording'];
  readonly viewer: Viewer;
  /** Names this declaration; of an opt-in that had ended, the new request. */
  readonly requestId: string;
}

/**
 * Gives a withdrawn consent again, at once: whoever holds the link to the preferences has proven the address, and confirmed this consent before (the caller
 * reads that in the ledger). One to e-mail begins an ended opt-in anew, under a request of its own: links of before stay over. Unchanged where it may not be
 * given again.
 */
export function giveAgain(
  lead: Lead,
  { consent, wording, viewer, requestId }: GivenAgain,
  now: Instant,
  sha256: Sha256,
): Change {
  if (!mayBeGivenAgain(lead, consent)) return unchanged(lead);
  const key = consentKeyOf(consent);
  const { channel, purpose } = consent;
  const optIn = channel === 'email' ? begunAnew(lead.optIn, requestId, now) : lead.optIn;
  const declared = { channel, purpose, requestId, viewer };
  const { ledger, entries } = append(
    lead.ledger,
    [
      { kind: 'requested', ...declared, wording },
      { kind: 'confirmed', ...declared, method: 'preferences' },
    ],
    now,
    sha256,
  );
  const consents = { ...lead.consents, [key]: { channel, purpose, status: 'confirmed' as const, at: now } };
  const facts = [fact('lead.confirmed', { requestId })];
  if (channel !== 'email') return changed(lead, { ...lead, consents, ledger }, facts, now, entries);
  const { eraseAt: _eraseAt, suppressed, ...kept } = lead;

  return {
    ...changed(lead, { ...kept, optIn, consents, ledger }, facts, now, entries),
    ...(suppressed !== undefined && { liftsRefusal: true }),
  };
}

/** Only what was withdrawn; and none to e-mail for an address that nothing may be sent to, until somebody lifts that. */
export function mayBeGivenAgain({ erasure, consents, suppressed }: Lead, consent: ConsentRef): boolean {
  if (erasure !== undefined || consents[consentKeyOf(consent)]?.status !== 'withdrawn') return false;

  return consent.channel !== 'email' || suppressed === undefined || !isBlock(suppressed);
}

/** A request that still waits keeps its link: what else it asks for is not confirmed by this. */
function begunAnew(optIn: OptIn, requestId: string, now: Instant): OptIn {
  if (optIn.status === 'confirmed') return optIn;
  const confirmed = { ...optIn, status: 'confirmed' as const, mailWanted: false, everConfirmed: true, decidedAt: now };
  if (optIn.status === 'pending') return { ...confirmed, mailWanted: optIn.mailWanted };
  const { remindAt: _remindAt, reminderWanted: _wanted, held: _held, network: _network, ...rest } = confirmed;

  return { ...rest, requestId, requestedAt: now, expiresAt: now };
}
