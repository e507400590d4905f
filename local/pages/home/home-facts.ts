import type { LeadSummary } from '../leads/lead-summary.ts';

/** How a function is doing. */
export type FunctionState = {
  readonly name: string;
  /** How many environments it has, and how many invocations wait for one. */
  readonly environments: number;
  readonly waiting: number;
  readonly lastError: { readonly at: string; readonly requestId: string; readonly cause: string } | null;
};

/** What the home page shows, also as JSON. */
export type HomeFacts = {
  readonly url: string;
  readonly now: string;
  readonly counts: {
    readonly leads: number;
    readonly confirmed: number;
    readonly qualified: number;
    readonly offered: number;
    readonly accepted: number;
    readonly mails: number;
    readonly deadLetters: number;
  };
  readonly functions: readonly FunctionState[];
};

/** Counts leads by how far they ever came; whoever is further on counts in each step before. */
export function countLeads(leads: readonly LeadSummary[]) {
  const count = (test: (lead: LeadSummary) => boolean) => leads.filter(test).length;

  return {
    leads: leads.length,
    confirmed: count(({ optIn }) => optIn === 'confirmed'),
    qualified: count(({ stage, offer }) => stage !== 'raw' || offer !== null),
    offered: count(({ offer }) => offer !== null),
    accepted: count(({ owner }) => owner !== null),
  };
}
