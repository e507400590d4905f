/** What enrichment can tell about a lead besides what the form asked: the names rules may use, with all their values where they are few. */
export const enrichmentFacts = {
  companyDomain: {},
  emailKind: { values: ['business', 'free', 'disposable'] },
  countryFromTld: {},
} as const satisfies Record<string, { values?: readonly string[] }>;
export type EnrichmentFact = keyof typeof enrichmentFacts;
export type EmailKind = (typeof enrichmentFacts.emailKind.values)[number];

/** What is derived from the job title when a profile is read for scoring, by the playbook's word lists; never stored. */
export const derivedFacts = ['seniority', 'department'] as const;

/** What segments may name besides: where the lead stands. `capturedAt` is an instant; fit, engagement and level are numbers. */
export const standingFacts = ['stage', 'optIn', 'fit', 'engagement', 'grade', 'level', 'capturedAt'] as const;
export type StandingFact = (typeof standingFacts)[number];
