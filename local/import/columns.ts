import type { FormView } from '#contracts/form-view.ts';
import { ImportProblem } from './import-problem.ts';

/** What a column can be besides a field of the form. */
const ofTheRow = ['consent', 'locale'] as const;

/** What people write above their columns, as `plain` makes it; the form's own names and labels are known as well. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  email: ['emailadresse', 'mail', 'mailadresse', 'emailaddress', 'eMailGeschaeftlich', 'workemail', 'businessemail'],
  firstName: ['vorname', 'givenname', 'first', 'rufname'],
  lastName: ['nachname', 'name', 'familienname', 'surname', 'familyname', 'last'],
  company: ['firma', 'unternehmen', 'organisation', 'organization', 'companyname', 'firmenname', 'betrieb'],
  jobTitle: ['funktion', 'position', 'title', 'beruf', 'rolle', 'role', 'job', 'stelle', 'berufsbezeichnung'],
  companySize: [
    'mitarbeiter',
    'mitarbeiterzahl',
    'beschaeftigte',
    'employees',
    'size',
    'unternehmensgroesse',
    'headcount',
  ],
  industry: ['branche', 'wirtschaftszweig', 'sector', 'vertical'],
  revenue: ['umsatz', 'jahresumsatz', 'annualrevenue', 'turnover', 'annualturnover', 'umsatzklasse'],
  country: ['land', 'staat', 'countrycode', 'laendercode'],
  phone: ['telefon', 'telefonnummer', 'tel', 'mobil', 'mobile', 'handy', 'phonenumber', 'rufnummer'],
  consent: ['einwilligung', 'einwilligungen', 'consents', 'optin', 'zustimmung', 'kanaele', 'channels'],
  consentSource: ['einwilligungquelle', 'quelle', 'source', 'herkunft', 'beleg', 'nachweis', 'consentproof', 'karte'],
  consentDate: ['einwilligungdatum', 'datum', 'date', 'einwilligungam', 'consentgivenat', 'consentat'],
  locale: ['sprache', 'language', 'lang'],
};

/** Which cell of a row holds what. */
export interface Columns {
  /** Position by field of the form, `consent` and `locale`. */
  readonly at: ReadonlyMap<string, number>;
  /** Headers that are not used. */
  readonly unused: readonly string[];
}

/**
 * Finds the columns by their headers, after what was said by hand (`Header=field`).
 * @throws ImportProblem for a column that has to be there and is not, for two of the same, and for a mapping that leads nowhere.
 */
export function columnsOf(header: readonly string[], forms: readonly FormView[], byHand: readonly string[]): Columns {
  const names = namesOf(forms);
  const said = mappingsOf(byHand, header, new Set(names.values()));
  const at = new Map<string, number>();
  const unused: string[] = [];
  for (const [index, title] of header.entries()) {
    const field = said.get(title) ?? names.get(plain(title));
    if (field === undefined || (said.get(title) === undefined && [...said.values()].includes(field)))
      unused.push(title);
    else if (at.has(field))
      throw new ImportProblem(`Two columns are ${field}: “${header[at.get(field) ?? 0]}” and “${title}”.`);
    else at.set(field, index);
  }
  const missing = [...required(forms), 'consent'].filter((field) => !at.has(field));
  if (missing.length > 0) {
    throw new ImportProblem(
      `No column for ${missing.join(', ')}. The columns are: ${header.join(', ')}. Say which one it is with --map "Header=${missing[0]}".`,
    );
  }

  return { at, unused };
}

function namesOf(forms: readonly FormView[]): Map<string, string> {
  const fields = forms.flatMap((form) => form.fields.map(({ name, label }) => [name, label] as const));
  const known = [...new Set([...fields.map(([name]) => name), ...ofTheRow])];

  return new Map([
    ...known.flatMap((name) => [name, ...(synonyms[name] ?? [])].map((word): [string, string] => [plain(word), name])),
    ...fields.map(([name, label]): [string, string] => [plain(label), name]),
  ]);
}

function mappingsOf(
  byHand: readonly string[],
  header: readonly string[],
  known: ReadonlySet<string>,
): Map<string, string> {
  return new Map(
    byHand.map((mapping): [string, string] => {
      const at = mapping.lastIndexOf('=');
      const [title, field] = [mapping.slice(0, at), mapping.slice(at + 1)];
      if (at < 1 || !header.includes(title))
        throw new ImportProblem(`--map ${mapping}: there is no column “${title}”.`);
      if (!known.has(field))
        throw new ImportProblem(`--map ${mapping}: the form has no field ${field}. It has ${[...known].join(', ')}.`);
      return [title, field];
    }),
  );
}

const required = (forms: readonly FormView[]): string[] =>
  forms[0]?.fields.flatMap(({ name, required: needed }) => (needed ? [name] : [])) ?? [];

/** Small letters and digits only: `E-Mail-Adresse` and `email adresse` are the same, `consent_source` is `consentSource`. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]/g, '');
