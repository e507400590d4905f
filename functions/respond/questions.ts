import type { Locale, SqlRequirement } from '#contracts/playbook.ts';
import { established } from '#domain/lead/established.ts';
import type { Lead } from '#domain/lead/lead.ts';

/** One thing that sales is to establish, in the salesperson's language. */
export interface Question {
  readonly field: string;
  readonly label: string;
  /** Left out: any text will do. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** What sales has established. */
  readonly value?: string;
  /** The same as it reads. */
  readonly reads?: string;
  readonly qualifies: boolean;
  /** What the lead itself told a form, as it reads; only while sales has established nothing. */
  readonly told?: string;
}

/** The playbook's list with what is known of it by now. */
export function questionsAbout(lead: Lead, sql: readonly SqlRequirement[], locale: Locale): Question[] {
  const known = new Map(established(lead, sql).map((one) => [one.field, one]));

  return sql.map(({ field, label, options }): Question => {
    const { value, qualifies = true } = known.get(field) ?? {};
    const read = (one: string) => options?.find((option) => option.value === one)?.label[locale] ?? one;
    const told = Object.hasOwn(lead.profile, field) ? lead.profile[field] : undefined;

    return {
      field,
      label: label[locale],
      qualifies,
      ...(options && { options: options.map((option) => ({ value: option.value, label: option.label[locale] })) }),
      ...(value !== undefined && { value, reads: read(value) }),
      ...(value === undefined && told?.source.startsWith('form:') && { told: read(String(told.value)) }),
    };
  });
}
