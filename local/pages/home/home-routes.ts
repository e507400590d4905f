import type { LocalStack } from '#local/stack.ts';
import { json, seeOther } from '../answer.ts';
import type { FunctionErrors } from '../function-errors.ts';
import { type LeadTable, readLeads } from '../leads/read-leads.ts';
import type { Route } from '../route.ts';
import { countLeads, type HomeFacts } from './home-facts.ts';
import { homePage } from './home-page.ts';

/** The tour. */
export function homeRoutes(stack: LocalStack, table: LeadTable, errors: FunctionErrors): Route[] {
  const facts = async (): Promise<HomeFacts> => ({
    url: stack.url,
    now: stack.clock.now().toISOString(),
    counts: {
      ...countLeads(await readLeads(table)),
      mails: stack.inbox.list().length,
      deadLetters: stack.deadLetters.list().reduce((sum, { messages }) => sum + messages.length, 0),
    },
    functions: Object.entries(stack.functions.load()).map(([name, load]) => ({
      name,
      ...load,
      lastError: errors.last(name),
    })),
  });

  return [
    { path: '/local/', get: async ({ wantsJson }) => (wantsJson ? json(await facts()) : homePage(await facts())) },
    { path: '/local', get: () => seeOther('/local/') },
  ];
}
