import type { LocalStack } from '#local/stack.ts';
import { json } from '../answer.ts';
import { PageProblem } from '../page-problem.ts';
import type { Route } from '../route.ts';

/** Where the tables are, for `npm run consent` on this machine. */
export const consentRoutes = ({
  dynamodb,
  tables,
  clock,
}: Pick<LocalStack, 'dynamodb' | 'tables' | 'clock'>): Route[] => [
  {
    path: '/local/consent',
    get: async () => {
      const endpoint = await dynamodb.config.endpoint?.();
      // The suppression list is the table without a sort key.
      const named = (keys: number) => [...tables].find(([, { KeySchema }]) => KeySchema.length === keys)?.[0];
      if (endpoint === undefined) throw new PageProblem(404, 'The tables are not on this machine.');
      const { protocol, hostname, port } = endpoint;

      return json({
        endpoint: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`,
        table: named(2),
        suppressions: named(1),
        now: clock.now().toISOString(),
      });
    },
  },
];
