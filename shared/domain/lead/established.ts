import type { SqlRequirement } from '#contracts/playbook.ts';
import type { Lead } from './lead.ts';
import { isBySales } from './profile.ts';

/** One thing of the playbook's list, and what sales has established about it. */
export interface Requirement {
  readonly field: string;
  /** Undefined while it is open. */
  readonly value: string | undefined;
  /** False where the playbook says that this answer makes no SQL. */
  readonly qualifies: boolean;
}

/**
 * What sales has established of what the playbook asks for, in its order. Only what was said since the lead became MQL counts: after a recycle sales asks
 * anew. What the lead itself told a form is for sales to confirm, and an answer that the playbook no longer offers is open again.
 */
export function established(
  { profile, stages }: Pick<Lead, 'profile' | 'stages'>,
  requirements: readonly SqlRequirement[],
): Requirement[] {
  const since = stages.mql?.since;

  return requirements.map(({ field, options }): Requirement => {
    const known = Object.hasOwn(profile, field) ? profile[field] : undefined;
    const isOurs = known !== undefined && isBySales(known) && since !== undefined && known.at >= since;
    const value = isOurs ? String(known.value) : undefined;
    const option = options?.find((one) => one.value === value);

    return options !== undefined && option === undefined
      ? { field, value: undefined, qualifies: true }
      : { field, value, qualifies: option?.qualifies ?? true };
  });
}

/** What still stands between an MQL and SQL: fields that are open, and fields with an answer that does not qualify. */
export function shortcomings(
  lead: Pick<Lead, 'profile' | 'stages'>,
  requirements: readonly SqlRequirement[],
): { missing: string[]; unfit: string[] } {
  const all = established(lead, requirements);
  const fieldsOf = (some: Requirement[]) => some.map(({ field }) => field);

  return {
    missing: fieldsOf(all.filter(({ value }) => value === undefined)),
    unfit: fieldsOf(all.filter(({ qualifies }) => !qualifies)),
  };
}

/** Whether sales has established everything, and nothing that speaks against it. */
export function mayBeSql(lead: Pick<Lead, 'profile' | 'stages'>, requirements: readonly SqlRequirement[]): boolean {
  const { missing, unfit } = shortcomings(lead, requirements);

  return missing.length === 0 && unfit.length === 0;
}
