import { isBlock, type RefusalReason } from '../consent/suppression.ts';
import type { Instant } from '../instant.ts';
import { type Change, changed, unchanged } from './change.ts';
import type { Lead } from './lead.ts';

/**
 * Somebody lifted the block of the lead's address. A refusal behind it stays, and what was withdrawn stays withdrawn: that ends only when the owner of the address
 * confirms a new opt-in.
 */
export function liftBlock(lead: Lead, refusal: RefusalReason | undefined, now: Instant): Change {
  const { suppressed, ...rest } = lead;
  if (suppressed === undefined || !isBlock(suppressed)) return unchanged(lead);

  return changed(lead, { ...rest, ...(refusal && { suppressed: refusal }) }, [], now);
}
