import * as z from 'zod';
import type { LocalStack } from '#local/stack.ts';
import { json, seeOther } from '../answer.ts';
import { PageProblem } from '../page-problem.ts';
import type { Route } from '../route.ts';
import { deadLettersPage } from './dead-letters-page.ts';

const Redrive = z.object({ queue: z.string() });

/** What failed for good. A POST with a queue's name sends its messages back to where they came from. */
export const deadLetterRoutes = ({ deadLetters }: Pick<LocalStack, 'deadLetters'>): Route[] => [
  {
    path: '/local/dead-letters',
    get: ({ wantsJson, query }) => {
      const queues = deadLetters.list();

      return wantsJson ? json(queues) : deadLettersPage({ queues, redriven: countIn(query.get('redriven')) });
    },
    post: async ({ wantsJson, isForm, body }) => {
      const sent = Redrive.safeParse(body);
      const known = deadLetters.list().find(({ queueName }) => queueName === sent.data?.queue);
      if (known === undefined) {
        const message = 'must name one of the dead-letter queues';
        throw new PageProblem(400, `queue ${message}.`, [{ field: 'queue', message }]);
      }
      const redriven = await deadLetters.redrive(known.queueName);
      if (isForm && !wantsJson) return seeOther(`/local/dead-letters?redriven=${redriven}`);

      return json({ redriven });
    },
  },
];

const countIn = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
