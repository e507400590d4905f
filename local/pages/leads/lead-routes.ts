import { json } from '../answer.ts';
import { PageProblem } from '../page-problem.ts';
import type { Route } from '../route.ts';
import { leadJson } from './lead-json.ts';
import { leadPage } from './lead-page.ts';
import { leadsPage } from './leads-page.ts';
import { type LeadTable, readLead, readLeads } from './read-leads.ts';

/** The leads, and each of them. */
export const leadRoutes = (table: LeadTable): Route[] => [
  {
    path: '/local/leads',
    get: async ({ wantsJson }) => {
      const leads = await readLeads(table);

      return wantsJson ? json(leads) : leadsPage(leads);
    },
  },
  {
    path: /^\/local\/leads\/(?<id>[^/]+)$/,
    get: async ({ wantsJson, path: { id = '' } }) => {
      const lead = await readLead(table, id);
      if (lead === undefined) throw new PageProblem(404, 'There is no such lead.');

      return wantsJson ? json(leadJson(lead)) : leadPage(lead);
    },
  },
];
