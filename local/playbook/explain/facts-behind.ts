import type { Playbook } from '#contracts/playbook.ts';
import type { Profile, ProfileField } from '#domain/lead/profile.ts';
import { recogniserOf, valueIn } from '#domain/scoring/derived.ts';
import { fieldsOf } from '../facts/facts-of.ts';

/** A field that a rule looks at: its value as the rule sees it, and what is stored of it; neither where nothing is known. */
export interface FactBehind {
  readonly field: string;
  readonly known?: { readonly value: string | number | boolean; readonly stored: ProfileField };
}

/** What a rule of the fit axis looked at, each field once. Nothing for a rule that the playbook does not have. */
export function factsBehind(rule: string, { scoring }: Pick<Playbook, 'scoring'>, profile: Profile): FactBehind[] {
  const found = scoring.fit.find(({ id }) => id === rule);
  if (found === undefined) return [];
  const value = valueIn(profile, recogniserOf(scoring.titles));

  return [...new Set(fieldsOf(found.when))].map((field) => {
    const stored = profile[field] ?? (isDerived(field) ? profile.jobTitle : undefined);
    const told = value(field);

    return told === undefined || stored === undefined ? { field } : { field, known: { value: told, stored } };
  });
}

/** Read from the job title. */
export const isDerived = (field: string): boolean => field === 'seniority' || field === 'department';
