import { type Form, grades, levels, type SqlRequirement, type Titles } from '#contracts/playbook.ts';
import { enrichmentFacts } from '#contracts/playbook-facts.ts';
import { optInStatuses } from '#domain/lead/opt-in.ts';
import { stages } from '#domain/lead/stage.ts';

/** What the values of a field may be: few, or any of a kind. Every field may also be unknown. */
export type Values = ReadonlySet<string | number> | 'text' | 'number' | 'instant';

/** The fields a rule may look at. */
export type KnownFields = ReadonlyMap<string, Values>;

interface Sources {
  readonly forms: readonly Pick<Form, 'fields'>[];
  readonly sql: readonly SqlRequirement[];
  readonly titles: Titles;
}

/** All fields of all forms, what sales establishes, what enrichment adds, and what is derived from the job title. */
export function knownFields({ forms, sql, titles }: Sources): KnownFields {
  const known = new Map<string, Values>();
  const add = (name: string, options: readonly { value: string }[] | undefined) => {
    const before = known.get(name);
    if (options === undefined || before === 'text') known.set(name, 'text');
    else known.set(name, new Set([...(before instanceof Set ? before : []), ...options.map(({ value }) => value)]));
  };
  for (const [name, fact] of Object.entries(enrichmentFacts)) {
    known.set(name, 'values' in fact ? new Set<string>(fact.values) : 'text');
  }
  for (const { name, type, options = [] } of forms.flatMap(({ fields }) => fields)) {
    add(name, type === 'select' ? options : undefined);
  }
  for (const { field, options } of sql) add(field, options);
  for (const name of ['seniority', 'department'] as const) {
    known.set(name, new Set(titles[name].map(({ value }) => value)));
  }

  return known;
}

/** What segments may name besides: where the lead stands. */
export const withStanding = (known: KnownFields): KnownFields =>
  new Map<string, Values>([
    ...known,
    ['stage', new Set(stages)],
    ['optIn', new Set(optInStatuses)],
    ['fit', 'number'],
    ['engagement', 'number'],
    ['grade', new Set(grades)],
    ['level', new Set(levels)],
    ['capturedAt', 'instant'],
  ]);
