import { formatDate } from '#app/format-date.ts';
import type { ActivityKind, Form, Locale, Playbook } from '#contracts/playbook.ts';
import type { EnrichmentFact } from '#contracts/playbook-facts.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { ProfileField } from '#domain/lead/profile.ts';
import { activityNames, deducedNames, deducedValues, sourceNames } from './words.ts';

/** One line: what it is called, and what we hold. */
export interface Row {
  readonly label: string;
  readonly value: string;
}

/** What came from one place on one day. */
export interface SourcedRows {
  readonly source: string;
  readonly rows: readonly Row[];
}

type Forms = Pick<Playbook, 'forms'>;

/** Everything in the profile by the words of the forms, in the order of the lead's own form, what we made of it last; by where it is from. */
export function profileRows({ profile, formId }: Lead, { forms }: Forms, locale: Locale): SourcedRows[] {
  const fields = [...(forms[formId]?.fields ?? []), ...Object.values(forms).flatMap((form) => form.fields)];
  const place = (name: string) => {
    const at = fields.findIndex((field) => field.name === name);
    return at === -1 ? fields.length : at;
  };
  const held = Object.entries(profile)
    .toSorted(([one], [other]) => place(one) - place(other) || (one < other ? -1 : 1))
    .map(([name, { value, ...from }]) => {
      const field = fields.find((one) => one.name === name);
      const told = field?.options?.find((option) => option.value === value)?.label[locale];

      return {
        source: sourceOf(from, forms, locale),
        label: field?.label[locale] ?? deduced(name, locale) ?? name,
        value: told ?? deducedValues[locale][String(value)] ?? String(value),
      };
    });

  return [...Map.groupBy(held, ({ source }) => source)].map(([source, rows]) => ({ source, rows }));
}

const deduced = (name: string, locale: Locale): string | undefined =>
  Object.hasOwn(deducedNames[locale], name) ? deducedNames[locale][name as EnrichmentFact] : undefined;

/** `From the form: Request the white paper, 23 November 2026`. */
function sourceOf(
  { source, at }: Omit<ProfileField, 'value'>,
  forms: Readonly<Record<string, Form>>,
  locale: Locale,
): string {
  const [kind = '', name = ''] = source.split(':');
  const day = formatDate(at, locale);
  if (kind === 'form') return sourceNames[locale].form(forms[name]?.title[locale] ?? name, day);
  if (kind === 'enrichment') return sourceNames[locale].deduced(day);

  return sourceNames[locale].sales(day);
}

/** What the lead did, counted by kind, the latest first. */
export function activityRows(activities: readonly Activity[], locale: Locale): Row[] {
  const kinds = Map.groupBy(activities, ({ kind }) => kind);

  return [...kinds]
    .map(([kind, done]) => ({
      kind,
      count: done.length,
      last:
        done
          .map(({ at }) => at)
          .toSorted()
          .at(-1) ?? '',
    }))
    .toSorted((one, other) => (one.last < other.last ? 1 : -1))
    .map(({ kind, count, last }) => ({
      label: nameOf(kind, locale),
      value: sourceNames[locale].often(count, formatDate(last, locale)),
    }));
}

export const nameOf = (kind: ActivityKind, locale: Locale): string => activityNames[locale][kind];
