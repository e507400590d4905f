import type { LocalClock } from '#local/clock.ts';
import { KeyCommand, type Keys } from '#local/keys/keys.ts';
import { keysInTable } from '#local/keys/keys-in-table.ts';
import { KeysProblem } from '#local/keys/keys-problem.ts';
import { type Answer, json } from '../answer.ts';
import type { LeadTable } from '../leads/read-leads.ts';
import { PageProblem } from '../page-problem.ts';
import type { Route } from '../route.ts';

/** The keys of other systems, for `npm run keys`. Programs only: a page would show a key to whoever looks over a shoulder. */
export function keyRoutes(table: LeadTable, clock: Pick<LocalClock, 'now'>): Route[] {
  const keys = keysInTable(table, () => clock.now());

  return [
    {
      path: '/local/keys',
      get: async () => json({ keys: await keys.list() }),
      post: async ({ body }) => {
        const command = KeyCommand.safeParse(body);
        if (!command.success)
          throw new PageProblem(400, 'Say { "do": "issue", "name": … } or { "do": "revoke", "key": … }.');
        return carryOut(keys, command.data);
      },
    },
  ];
}

async function carryOut(keys: Keys, command: ReturnType<typeof KeyCommand.parse>): Promise<Answer> {
  try {
    return command.do === 'issue'
      ? json({ key: await keys.issue(command.name) })
      : json({ revoked: await keys.revoke(command.key) });
  } catch (error) {
    if (error instanceof KeysProblem) throw new PageProblem(400, error.message);
    throw error;
  }
}
