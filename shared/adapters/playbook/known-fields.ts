import type { Form } from '#contracts/playbook.ts';
import { enrichmentFacts } from '#contracts/playbook-facts.ts';

/** The fields a rule may look at, each with its possible values where they are limited (a `select`, or a fact of few values). */
export type KnownFields = ReadonlyMap<string, ReadonlySet<string> | 'text'>;

/** All fields of all forms, and what enrichment adds. */
export function knownFields(forms: readonly Pick<Form, 'fields'>[]): KnownFields {
  const known = new Map<string, Set<string> | 'text'>();
  for (const [name, fact] of Object.entries(enrichmentFacts)) {
    known.set(name, 'values' in fact ? new Set<string>(fact.values) : 'text');
  }
  for (const field of forms.flatMap(({ fields }) => fields)) {
    const before = known.get(field.name);
    if (field.type !== 'select' || before === 'text') known.set(field.name, 'text');
    else known.set(field.name, new Set([...(before ?? []), ...(field.options ?? []).map(({ value }) => value)]));
  }

  return known;
}
