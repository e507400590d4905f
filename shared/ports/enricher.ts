import type { Instant } from '#domain/instant.ts';
import type { Profile } from '#domain/lead/profile.ts';

/** A source of facts about a lead. */
export interface Enricher {
  /** What it can add to what is known, each fact with source `enrichment:<provider>` and time; empty when it knows nothing. */
  find(known: Profile, now: Instant): Promise<Profile>;
}
