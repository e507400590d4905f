import { Locale, locales, type Playbook } from '#contracts/playbook.ts';
import { json } from '../answer.ts';
import { PageProblem } from '../page-problem.ts';
import type { Route } from '../route.ts';
import { explanationOf } from './explanation-of.ts';
import { explanationPage } from './explanation-page.ts';
import { leadJson } from './lead-json.ts';
import { leadPage } from './lead-page.ts';
import { summaryOf } from './lead-summary.ts';
import { leadsPage } from './leads-page.ts';
import { type LeadTable, readLead, readLeads, type StoredLead } from './read-leads.ts';

/** The leads, each of them, and why it has its score. `playbook` reads what the running system goes by. */
export const leadRoutes = (table: LeadTable, playbook: () => Playbook): Route[] => [
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
      const lead = await leadNamed(table, id);

      return wantsJson ? json(leadJson(lead)) : leadPage(lead, explanationOf(lead, playbook(), 'en'));
    },
  },
  {
    path: /^\/local\/leads\/(?<id>[^/]+)\/explanation$/,
    get: async ({ wantsJson, path: { id = '' }, query }) => {
      const { success, data: locale } = Locale.safeParse(query.get('locale') ?? 'en');
      if (!success) throw new PageProblem(400, `The locale must be one of ${locales.join(', ')}.`);
      const lead = await leadNamed(table, id);
      const explanation = explanationOf(lead, playbook(), locale);
      const { email } = summaryOf(lead.head, lead.profile);

      return wantsJson ? json(explanation ?? null) : explanationPage({ id, email, locale, explanation });
    },
  },
];

async function leadNamed(table: LeadTable, id: string): Promise<StoredLead> {
  const lead = await readLead(table, id);
  if (lead === undefined) throw new PageProblem(404, 'There is no such lead.');

  return lead;
}
