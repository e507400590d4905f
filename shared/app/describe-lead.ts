import type { Locale, Playbook, Salesperson } from '#contracts/playbook.ts';
import type { Instant } from '#domain/instant.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { byWeight, labelOf, whenOf } from '#domain/scoring/explain-reason.ts';

/** Who will read it: anybody who holds a link, or the salesperson in a mail. */
export type Audience = 'public' | 'salesperson';

/** What says nothing about which person it is. */
const PUBLIC = ['industry', 'companySize', 'revenue', 'country'];
/** What a salesperson decides by, before taking the lead: about the company and the role, not how to reach the person. */
const FOR_SALES = ['company', 'jobTitle', ...PUBLIC];

/** What is known about a lead, in a reader's language: label and value by the form's own words. Never a name, an address or a number. */
export function describeLead(
  { profile, formId }: Lead,
  { forms }: Pick<Playbook, 'forms'>,
  locale: Locale,
  audience: Audience,
): { label: string; value: string }[] {
  const form = forms[formId];
  const interest =
    form === undefined ? [] : [{ label: { de: 'Interesse', en: 'Interest' }[locale], value: form.title[locale] }];
  const known = (audience === 'public' ? PUBLIC : FOR_SALES).flatMap((name) => {
    const { value, source } = profile[name] ?? {};
    // Told on another form than the last one, it is worded as it was asked there.
    const field = [form, forms[formOf(source)]].flatMap((one) => one?.fields ?? []).find((one) => one.name === name);
    if (field === undefined || value === undefined) return [];
    const option = field.options?.find((one) => one.value === value);
    return [{ label: field.label[locale], value: option?.label[locale] ?? String(value) }];
  });

  return [...interest, ...known];
}

const formOf = (source = ''): string => (source.startsWith('form:') ? source.slice('form:'.length) : '');

/** The rules that made the score, strongest first, in a reader's language: what each gives now, and when it was: `Asked for a demo, 3 days ago`. */
export function describeReasons(
  { score }: Lead,
  { scoring }: Pick<Playbook, 'scoring'>,
  locale: Locale,
): { label: string; points: number }[] {
  if (score === undefined) return [];

  return byWeight(score.reasons).map((reason) => {
    const label = labelOf(reason, scoring, locale);

    return {
      label: reason.axis === 'fit' ? label : `${label}, ${whenOf(reason, score.at, locale)}`,
      points: reason.points,
    };
  });
}

/** A moment in a salesperson's language and time zone, e.g. `Montag, 23. November, 14:00`. */
export const formatInstant = (
  instant: Instant,
  { locale, timeZone }: Pick<Salesperson, 'locale' | 'timeZone'>,
): string =>
  new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(instant));
