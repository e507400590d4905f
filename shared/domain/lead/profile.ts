import type { Instant } from '../instant.ts';

/** One thing we know of a lead, and how we know it: `form:whitepaper`, `enrichment:address`. */
export interface ProfileField {
  readonly value: string | number | boolean;
  readonly source: string;
  readonly at: Instant;
}

/** What we know of a lead, by field name. */
export type Profile = Readonly<Record<string, ProfileField>>;
