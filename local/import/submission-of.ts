import type { FormView } from '#contracts/form-view.ts';
import { channels, type Locale, locales } from '#contracts/playbook.ts';
import type { Submission } from '#contracts/submission.ts';
import { type Columns, plain } from './columns.ts';
import type { Row } from './csv.ts';

/** What cannot be taken of a row, for whoever made the list. */
export interface Refused {
  readonly reasons: readonly string[];
}

type Forms = Readonly<Record<Locale, FormView>>;

const channelWords: Readonly<Record<(typeof channels)[number], readonly string[]>> = {
  email: ['email', 'mail', 'newsletter'],
  phone: ['phone', 'telefon', 'anruf', 'call', 'tel'],
  tracking: ['tracking', 'auswertung', 'interessen', 'interests'],
};

/** A row as a submission of the form, cells as they are, `=…` and `+49…` too; or why it is none. Whether fields are right is for the API to say. */
export function submissionOf(
  row: Row,
  width: number,
  { at }: Columns,
  forms: Forms,
  otherwise: Locale,
  today: string,
): Submission | Refused {
  if (row.cells.length !== width) return { reasons: [`has ${row.cells.length} cells, the first line ${width}`] };
  const cell = (name: string): string => unquoted((row.cells[at.get(name) ?? -1] ?? '').trim());
  const locale = localeOf(cell('locale'), otherwise);
  const ticked = channelsIn(cell('consent'));
  const date = dateOf(cell('consentDate'));
  const reasons = [
    ...(locale === undefined ? [`locale: “${cell('locale')}” is none of ${locales.join(', ')}`] : []),
    ...(ticked.unknown.length > 0 ? [`consent: “${ticked.unknown.join(', ')}” is none of ${channels.join(', ')}`] : []),
    ...(ticked.channels.length === 0
      ? ['consent: no box was ticked, so there is no basis to write to this person']
      : []),
    ...(at.has('consentSource') && cell('consentSource') === ''
      ? ['consentSource: missing, so the consent cannot be proved']
      : []),
    ...(at.has('consentDate') && date === undefined ? ['consentDate: must be a day, as 2026-05-04 or 04.05.2026'] : []),
    ...(date !== undefined && date > today ? ['consentDate: lies in the future'] : []),
  ];
  if (locale === undefined || reasons.length > 0) return { reasons };
  const form = forms[locale];
  const fields = form.fields
    .map(({ name, options }): [string, string] => [
      name,
      name === 'consentDate' ? (date ?? '') : optionOf(cell(name), options),
    ])
    .filter(([, value]) => value !== '');
  const consents = form.consents.map(({ channel, text }) => [
    channel,
    { given: ticked.channels.includes(channel), text },
  ]);

  return { fields: Object.fromEntries(fields), consents: Object.fromEntries(consents), locale };
}

/** Takes back the apostrophe that our own report of refused rows puts in front for the spreadsheet. */
const unquoted = (value: string): string => value.replace(/^'(?=[=+\-@])/, '');

/** By label as well as by value; a number of people finds the option whose range it lies in (`50-249`, `250+`). */
function optionOf(value: string, options: FormView['fields'][number]['options']): string {
  const found = options?.find((option) => [option.value, option.label].some((word) => plain(word) === plain(value)));
  if (found !== undefined || !/^\d+$/.test(value)) return found?.value ?? value;
  const within = options?.find((option) => {
    const [, least, most = Number.POSITIVE_INFINITY] = /^(\d+)(?:-(\d+)|\+)$/.exec(option.value) ?? [];
    return least !== undefined && Number(value) >= Number(least) && Number(value) <= Number(most);
  });

  return within?.value ?? value;
}

const localeOf = (value: string, otherwise: Locale): Locale | undefined =>
  value === '' ? otherwise : locales.find((locale) => plain(value).startsWith(locale));

function channelsIn(value: string): { channels: (typeof channels)[number][]; unknown: string[] } {
  const words = value.split(/[\s,;|/+]+/).filter((word) => word !== '');
  const known = words.map((word) => channels.find((channel) => channelWords[channel].includes(plain(word))));

  return {
    channels: known.filter((channel) => channel !== undefined),
    unknown: words.filter((_word, n) => known[n] === undefined),
  };
}

/** A day of the calendar as `2026-05-04`. */
function dateOf(value: string): string | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(value) ?? [];
  const iso = year === '' ? value : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return undefined;
  const date = new Date(`${iso}T00:00:00Z`);

  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined;
}
