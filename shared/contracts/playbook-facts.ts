/** What enrichment can tell about a lead besides what the form asked: the names rules may use, with all their values where they are few. */
export const enrichmentFacts = {
  companyDomain: {},
  emailKind: { values: ['business', 'free', 'disposable'] },
  countryFromTld: {},
} as const satisfies Record<string, { values?: readonly string[] }>;
export type EnrichmentFact = keyof typeof enrichmentFacts;
export type EmailKind = (typeof enrichmentFacts.emailKind.values)[number];
