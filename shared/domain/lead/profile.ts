import type { Instant } from '../instant.ts';

/** One thing we know of a lead, and how we know it: `form:whitepaper`, `enrichment:address`, `sales:<id>`. */
export interface ProfileField {
  readonly value: string | number | boolean;
  readonly source: string;
  readonly at: Instant;
}

/** What we know of a lead, by field name. */
export type Profile = Readonly<Record<string, ProfileField>>;

/** Whether a salesperson said so. */
export const isBySales = ({ source }: ProfileField): boolean => source.startsWith('sales:');

/** Answers of a form without those that would take the place of what the lead's salesperson has established. */
export const besidesFindings = (
  { owner, profile }: { readonly owner?: string; readonly profile: Profile },
  given: Profile,
): Profile =>
  owner === undefined
    ? given
    : Object.fromEntries(
        Object.entries(given).filter(([name]) => {
          const known = Object.hasOwn(profile, name) ? profile[name] : undefined;

          return known === undefined || !isBySales(known);
        }),
      );
