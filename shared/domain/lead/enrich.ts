import type { Instant } from '../instant.ts';
import { type Change, changed, fact, unchanged } from './change.ts';
import type { Lead } from './lead.ts';
import type { Profile } from './profile.ts';

/**
 * Adds what providers know. What the lead said itself is never overwritten, and the providers' facts of an earlier run are replaced. A lead is announced as
 * enriched even if nothing was found, because scoring waits for it; enriching again with the same facts changes nothing.
 */
export function enrich(lead: Lead, found: Profile, now: Instant): Change {
  const own = Object.fromEntries(
    Object.entries(lead.profile).filter(([, field]) => !field.source.startsWith('enrichment:')),
  );
  const profile = { ...found, ...own };
  if (lead.enrichedAt !== undefined && sameValues(profile, lead.profile)) return unchanged(lead);

  return changed(
    lead,
    { ...lead, profile, enrichedAt: now },
    [fact('lead.enriched', { fields: Object.keys(found).sort() })],
    now,
  );
}

const sameValues = (a: Profile, b: Profile): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([name, field]) => b[name]?.value === field.value);
