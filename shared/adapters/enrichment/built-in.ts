import type { EnrichmentFact } from '#contracts/playbook-facts.ts';
import type { Profile } from '#domain/lead/profile.ts';
import type { Enricher } from '#ports/enricher.ts';
import { countryFromTld } from './country-from-tld.ts';
import { emailDomain } from './email-domain.ts';
import { emailKind } from './email-kind.ts';

/** What the e-mail address itself tells, without asking anybody. */
export const builtInEnricher: Enricher = {
  find: async ({ email }, now) => {
    const facts = typeof email?.value === 'string' ? factsOf(email.value) : {};

    return Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [name, { value, source: 'enrichment:address', at: now }]),
    ) satisfies Profile;
  },
};

function factsOf(address: string): Partial<Record<EnrichmentFact, string>> {
  const domain = emailDomain(address);
  if (domain === undefined) return {};
  const kind = emailKind(domain);
  const country = kind === 'disposable' || domain.topLevel === undefined ? undefined : countryFromTld(domain.topLevel);

  return {
    emailKind: kind,
    ...(kind === 'business' ? { companyDomain: domain.registrable } : {}),
    ...(country === undefined ? {} : { countryFromTld: country }),
  };
}
