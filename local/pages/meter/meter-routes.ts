import type { LocalStack } from '#local/stack.ts';
import { json } from '../answer.ts';
import { type LeadTable, readLeads } from '../leads/read-leads.ts';
import type { Route } from '../route.ts';
import { meterFacts } from './meter-facts.ts';
import { meterPage } from './meter-page.ts';

/** What was used since now, when the stack is being put together, and what it would cost. */
export function meterRoutes({ meter, clock }: Pick<LocalStack, 'meter' | 'clock'>, table: LeadTable): Route[] {
  const since = clock.now();

  return [
    {
      path: '/local/meter',
      get: async ({ wantsJson }) => {
        const leads = await readLeads(table);
        const facts = meterFacts(
          meter,
          since,
          leads.map(({ capturedAt }) => capturedAt),
        );

        return wantsJson ? json(facts) : meterPage(facts);
      },
    },
  ];
}
