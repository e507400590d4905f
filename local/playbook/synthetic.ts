import { type ActivityKind, activityKinds } from '#contracts/playbook.ts';
import { after, DAY, HOUR, type Instant, MINUTE } from '#domain/instant.ts';
import { companyFacts } from '#local/demo/company-facts.ts';
import { companies, jobTitles } from '#local/demo/names.ts';
import { type Random, seeded } from '#local/demo/random.ts';
import type { LeadFacts } from './facts/lead-facts.ts';

/** How many invented leads, by which chance, captured over so long before `end`. */
export interface Invention {
  readonly leads: number;
  readonly seed: number;
  readonly end: Instant;
  readonly days: number;
}

type Field = LeadFacts['profile'][string]['value'];

/**
 * Invents leads for trying a backtest out, one after the other: the same seed, the same leads. Whether one is won hangs on who it is and on what it does, with
 * much chance in it, and on nothing that a playbook says.
 */
export function* inventLeads({ leads, seed, end, days }: Invention): Generator<LeadFacts> {
  const random = seeded(seed);
  for (let n = 0; n < leads; n++) yield inventLead(random, n, after(end, -Math.floor(random.next() * days * DAY)), end);
}

function inventLead(random: Random, n: number, capturedAt: Instant, end: Instant): LeadFacts {
  const { values, worth } = inventPerson(random);
  const confirmedAt = random.chance(0.72)
    ? after(capturedAt, Math.floor(random.next() * 20 * HOUR) + MINUTE)
    : undefined;
  const tracked = confirmedAt !== undefined && random.chance(0.6);
  const interest = random.next() ** 2;
  const acts = confirmedAt === undefined ? [] : inventActivities(random, n, capturedAt, confirmedAt, interest, tracked);
  const ended = confirmedAt === undefined ? undefined : inventOutcome(random, confirmedAt, worth, interest);
  const entries = Object.entries(values).map(([name, value]): [string, LeadFacts['profile'][string]] => [
    name,
    { value, source: 'form:whitepaper', at: capturedAt },
  ]);
  const learnt = ended?.sqlAt === undefined ? [] : learntBySales(random, ended.sqlAt);
  const consents: LeadFacts['consents'] =
    confirmedAt === undefined
      ? []
      : [
          { channel: 'email', kind: 'confirmed', at: confirmedAt },
          ...(tracked ? [{ channel: 'tracking', kind: 'confirmed', at: confirmedAt } as const] : []),
        ];
  const past = (at: Instant) => at <= end;

  return {
    id: `01SYNTHETIC${String(n).padStart(15, '0')}`,
    capturedAt,
    profile: Object.fromEntries([...entries, ...learnt].filter(([, { at }]) => past(at))),
    consents: consents.filter(({ at }) => past(at)),
    activities: acts.filter(({ at }) => past(at)),
    ...(ended?.sqlAt !== undefined && past(ended.sqlAt) ? { sqlAt: ended.sqlAt } : {}),
    ...(ended !== undefined && past(ended.at) ? { outcome: { result: ended.result, at: ended.at } } : {}),
  };
}

function inventPerson(random: Random): { values: Record<string, Field>; worth: number } {
  const locale = random.chance(0.7) ? 'de' : 'en';
  const title = random.weighted(jobTitles[locale]);
  const size = random.weighted([
    ['1-49', 50],
    ['50-249', 32],
    ['250+', 18],
  ]);
  const country = random.weighted(
    locale === 'de'
      ? [
          ['DE', 70],
          ['AT', 15],
          ['CH', 15],
        ]
      : [
          ['NL', 25],
          ['GB', 40],
          ['US', 20],
          ['other', 15],
        ],
  );
  const emailKind = random.weighted([
    ['business', 80],
    ['free', 18],
    ['disposable', 2],
  ]);
  const [kind, places] = random.pick(companies[locale]);
  const decides = /leit|head|director|manager|vp|führer/i.test(title);
  const worth =
    (size === '250+' ? 0.3 : size === '50-249' ? 0.2 : 0.05) +
    (decides ? 0.3 : 0.1) +
    (emailKind === 'business' ? 0.15 : 0) +
    (/stud|prakt|intern/i.test(title) ? -0.6 : 0) +
    (['DE', 'AT', 'CH', 'NL'].includes(country) ? 0.1 : 0);

  return {
    worth,
    values: {
      email: 'given',
      ...(random.chance(0.85) ? { jobTitle: title } : {}),
      ...(random.chance(0.8) ? { company: `${kind} ${random.pick(places)}` } : {}),
      ...(random.chance(0.75) ? { companySize: size } : {}),
      ...companyFacts(random, kind, size),
      ...(random.chance(0.8) ? { country } : {}),
      ...(random.chance(0.35) ? { phone: 'given' } : {}),
      emailKind,
      ...(emailKind === 'business' ? { companyDomain: `firm-${Math.floor(random.next() * 4000)}.example` } : {}),
    },
  };
}

const kinds: readonly [readonly [ActivityKind, number], ...(readonly [ActivityKind, number])[]] = [
  ['page-visited', 50],
  ['pricing-viewed', 8],
  ['paper-downloaded', 8],
  ['video-watched', 6],
  ['mail-clicked', 10],
  ['webinar-registered', 5],
  ['webinar-attended', 4],
  ['event-attended', 2],
  ['contact-requested', 1],
  ['demo-requested', 1],
  ['trial-started', 1],
  ['product-used', 4],
];
const pages: readonly [readonly [string, number], ...(readonly [string, number])[]] = [
  ['/', 40],
  ['/loesungen/membranen', 20],
  ['/referenzen/elbtal', 15],
  ['/blog/wasser', 20],
  ['/karriere', 5],
];

function inventActivities(
  random: Random,
  n: number,
  capturedAt: Instant,
  confirmedAt: Instant,
  interest: number,
  tracked: boolean,
): LeadFacts['activities'] {
  const many = Math.floor(interest * 34);
  const span = (10 + random.next() * 110) * DAY;
  const demo = random.chance(interest * 0.12);

  return Array.from({ length: many + Number(demo) }, (_, i): LeadFacts['activities'][number] => {
    const kind = demo && i === many ? 'demo-requested' : random.weighted(kinds);
    // Observed things happen only where they may be observed.
    const shown: ActivityKind = tracked || kind.includes('request') ? kind : 'webinar-registered';
    const page = shown === 'page-visited' ? random.weighted(pages) : undefined;

    return {
      id: `act-${n}-${i}`,
      kind: shown,
      at: after(i === 0 ? capturedAt : confirmedAt, Math.floor(random.next() * span)),
      ...(page === undefined ? {} : { page }),
      ...(page === '/karriere' ? { topic: 'careers' } : page?.includes('membran') ? { topic: 'membranes' } : {}),
    };
  });
}

/** About one in twelve is won in the end, more of the worthy and the interested; sales speaks with a good third. */
function inventOutcome(random: Random, confirmedAt: Instant, worth: number, interest: number) {
  const promise = Math.max(0, worth) * (0.35 + interest);
  if (!random.chance(Math.min(0.9, promise * 1.1))) return undefined;
  const sqlAt = after(confirmedAt, Math.floor((3 + random.next() * 40) * DAY));
  const at = after(sqlAt, Math.floor((7 + random.next() * 80) * DAY));

  return { result: random.chance(Math.min(0.75, promise)) ? ('won' as const) : ('lost' as const), sqlAt, at };
}

function learntBySales(random: Random, at: Instant): [string, LeadFacts['profile'][string]][] {
  const learnt = (name: string, value: string): [string, LeadFacts['profile'][string]] => [
    name,
    { value, source: 'sales:sales-1', at },
  ];

  return [
    learnt('need', random.pick(['replacement', 'extension'])),
    learnt('budget', random.pick(['approved', 'applied-for'])),
    learnt('authority', random.pick(['decides', 'recommends'])),
    learnt('timing', random.pick(['this-quarter', 'this-year', 'later'])),
  ];
}

/** The kinds that are invented: a test holds them against those there are. */
export const inventedKinds: readonly ActivityKind[] = activityKinds.filter((kind) =>
  kinds.some(([one]) => one === kind),
);
