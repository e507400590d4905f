import { type CompanySize, companyFacts } from './company-facts.ts';
import { companies, firstNames, jobTitles, lastNames } from './names.ts';
import type { Random } from './random.ts';
import { seeded } from './random.ts';

/** A made-up visitor of the landing page and what they are going to do. */
export type Visitor = {
  readonly email: string;
  readonly locale: 'de' | 'en';
  /** Which form they fill in. Who wants to talk tells more. */
  readonly form: 'whitepaper' | 'consultation';
  /** The form's fields, as typed. */
  readonly fields: Readonly<Record<string, string>>;
  readonly submits: boolean;
  /** Whether the optional boxes are ticked. */
  readonly tracking: boolean;
  readonly phone: boolean;
  readonly confirms: boolean;
  /** What they do afterwards, by the number of days after the confirmation. */
  readonly visits: readonly { readonly day: number; readonly kind: string; readonly topic?: string }[];
};

/** As many visitors as wanted; the same ones for the same seed. */
export function visitors(count: number, seed: number): Visitor[] {
  const random = seeded(seed);
  const taken = new Set<string>();

  return Array.from({ length: count }, () => {
    for (;;) {
      const visitor = invent(random);
      if (!taken.has(visitor.email)) {
        taken.add(visitor.email);
        return visitor;
      }
    }
  });
}

function invent(random: Random): Visitor {
  const locale = random.weighted([
    ['de', 65],
    ['en', 35],
  ]);
  const firstName = random.pick(firstNames[locale]);
  const lastName = random.pick(lastNames[locale]);
  const { trade, company } = companyOf(random, locale);
  const jobTitle: string = random.weighted(jobTitles[locale]);
  const phone = random.chance(0.18);
  const email = addressOf(random, { firstName, lastName, company, locale });
  const keen = random.chance(0.3);
  const form = random.chance(keen ? 0.4 : 0.08) ? 'consultation' : 'whitepaper';
  const companySize = random.weighted<CompanySize>([
    ['1-49', 34],
    ['50-249', 40],
    ['250+', 26],
  ]);

  return {
    email,
    locale,
    form,
    fields: {
      email,
      firstName,
      lastName,
      company,
      jobTitle,
      companySize,
      country: countryOf(random, locale),
      ...(form === 'consultation' ? { ...companyFacts(random, trade, companySize), ...plansOf(random) } : {}),
      ...(phone ? { phone: locale === 'de' ? '+49 40 5550 1234' : '+44 20 7946 0018' } : {}),
    },
    phone,
    submits: random.chance(0.56),
    tracking: random.chance(0.6),
    confirms: random.chance(0.79),
    visits: visitsOf(random, keen),
  };
}

function companyOf(random: Random, locale: 'de' | 'en'): { trade: string; company: string } {
  const [trade, names] = random.pick(companies[locale]);
  const name = random.pick(names);

  return { trade, company: locale === 'de' ? `${trade} ${name} GmbH` : `${name} ${trade} Ltd` };
}

/** What somebody who asks for a consultation says they are up to. */
const plansOf = (random: Random): Record<string, string> => ({
  need: random.weighted([
    ['replacement', 45],
    ['extension', 30],
    ['curiosity', 25],
  ]),
  ...(random.chance(0.6) ? { timing: random.pick(['this-quarter', 'this-year', 'later']) } : {}),
});

function addressOf(
  random: Random,
  {
    firstName,
    lastName,
    company,
    locale,
  }: { firstName: string; lastName: string; company: string; locale: 'de' | 'en' },
): string {
  const person = `${slug(firstName)}.${slug(lastName)}`;
  const business = `${slug(company.replace(/ (?:GmbH|Ltd)$/, ''))}.example`;
  const free = locale === 'de' ? 'gmx.de' : 'gmail.com';
  const domain = random.weighted([
    [business, 82],
    [free, 16],
    ['mailinator.com', 2],
  ]);

  // At a provider of mailboxes the plain name would be somebody's.
  return domain === business ? `${person}@${domain}` : `${person}.goldpan-demo@${domain}`;
}

const countryOf = (random: Random, locale: 'de' | 'en'): string =>
  locale === 'de'
    ? random.weighted([
        ['DE', 80],
        ['AT', 12],
        ['CH', 8],
      ])
    : random.weighted([
        ['GB', 55],
        ['US', 25],
        ['NL', 10],
        ['other', 10],
      ]);

/** Most download the paper and look around once; the keen come back, look at prices, and a few ask for a demo. */
function visitsOf(random: Random, keen: boolean): Visitor['visits'] {
  const visits: { day: number; kind: string; topic?: string }[] = [];
  if (random.chance(0.85)) visits.push({ day: 0, kind: 'paper-downloaded' });
  for (let pages = Math.floor(random.next() * (keen ? 7 : 3)); pages > 0; pages -= 1) {
    const careers = random.chance(0.04);
    visits.push({ day: Math.floor(random.next() * 3), kind: 'page-visited', ...(careers ? { topic: 'careers' } : {}) });
  }
  if (!keen) return visits;
  if (random.chance(0.6)) visits.push({ day: random.chance(0.5) ? 0 : 1, kind: 'pricing-viewed' });
  if (random.chance(0.35)) visits.push({ day: 1, kind: 'webinar-registered' }, { day: 2, kind: 'webinar-attended' });
  if (random.chance(0.22)) visits.push({ day: random.chance(0.5) ? 0 : 2, kind: 'demo-requested' });

  return visits;
}

const letters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', ı: 'i' };

/** What is left of a name in a mail address. */
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[äöüßı]/g, (letter) => letters[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
