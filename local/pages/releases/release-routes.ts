import { json } from '../answer.ts';
import type { LeadTable } from '../leads/read-leads.ts';
import type { Route } from '../route.ts';
import { readRelease } from './read-release.ts';
import { releasesPage } from './releases-page.ts';

/** How the last release of the playbook gets on. */
export const releaseRoutes = (table: LeadTable): Route[] => [
  {
    path: '/local/releases',
    get: async ({ wantsJson }) => {
      const facts = await readRelease(table);

      return wantsJson ? json(facts) : releasesPage(facts);
    },
  },
];
