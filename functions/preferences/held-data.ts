import { formatDate } from '#app/format-date.ts';
import type { ActivityKind, Form, Locale, Playbook } from '#contracts/playbook.ts';
import type { EnrichmentFact } from '#contracts/playbook-facts.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { ProfileField } from '#domain/lead/profile.ts';
import { activityNames, deducedNames, sourceNames } from './words.ts';

/** One line: what it is called, what we hold, and where that is from. */
export interface Row {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

type Forms = Pick<Playbook, 'forms'>;

/** Everything in the profile by the words of the forms: first what the lead said itself, in the order of its form, then what we made of it. */
export function profileRows({ profile, formId }: Lead, { forms }: Forms, locale: Locale): Row[] {
  const fields = [...(forms[formId]?.fields ?? []), ...Object.values(forms).flatMap((form) => form.fields)];
  const place = (name: string) => {
    const at = fields.findIndex((field) => field.name === name);
    return at === -1 ? fields.length : at;
  };

  return Object.entries(profile)
    .toSorted(([one], [other]) => place(one) - place(other) || (one < other ? -1 : 1))
    .map(([name, held]) => {
      const field = fields.find((one) => one.name === name);
      const label = field?.label[locale] ?? deduced(name, locale) ?? name;
      const option = field?.options?.find(({ value }) => value === held.value);

      return { label, value: option?.label[locale] ?? String(held.value), note: sourceOf(held, forms, locale) };
    });
}

const deduced = (name: string, locale: Locale): string | undefined =>
  Object.hasOwn(deducedNames[locale], name) ? deducedNames[locale][name as EnrichmentFact] : undefined;

/** `From the form “…”, 23 November 2026`. */
function sourceOf({ source, at }: ProfileField, forms: Readonly<Record<string, Form>>, locale: Locale): string {
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
