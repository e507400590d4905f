import { changeLead } from '#app/change-lead.ts';
import { enrich } from '#domain/lead/enrich.ts';
import type { Enricher } from '#ports/enricher.ts';
import type { Leads } from '#ports/leads.ts';
import type { Clock } from '#ports/world.ts';

export type EnrichLead = (leadId: string) => Promise<void>;

/** Adds what a provider knows about a confirmed lead; nobody is looked up before the opt-in. */
export const enrichLead =
  ({ leads, enricher, clock }: { leads: Leads; enricher: Enricher; clock: Clock }): EnrichLead =>
  async (leadId) => {
    const lead = await leads.get(leadId);
    if (lead?.optIn.status !== 'confirmed') return;
    const found = await enricher.find(lead.profile, clock());
    await changeLead(leads, leadId, (current) => enrich(current, found, clock()), lead);
  };
