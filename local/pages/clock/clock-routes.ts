import { Duration } from 'luxon';
import type { LocalStack } from '#local/stack.ts';
import { json, seeOther } from '../answer.ts';
import { PageProblem } from '../page-problem.ts';
import type { Route } from '../route.ts';
import { clockPage } from './clock-page.ts';
import { parseAdvance } from './parse-advance.ts';

/** What time it is for the functions. A POST moves it and answers when what fell due has run. */
export function clockRoutes({ clock, settle, url }: Pick<LocalStack, 'clock' | 'settle' | 'url'>): Route[] {
  const facts = () => ({
    now: clock.now().toISOString(),
    aheadBy: Duration.fromMillis(clock.offset()).rescale().toISO(),
  });

  return [
    {
      path: '/local/clock',
      get: ({ wantsJson, query }) =>
        wantsJson
          ? json(facts())
          : clockPage({ now: clock.now(), offset: clock.offset(), url, moved: millisecondsIn(query.get('moved')) }),
      post: async ({ wantsJson, isForm, body }) => {
        const milliseconds = parseAdvance(body, clock.now());
        clock.advance(milliseconds);
        await settle().catch((error: unknown) => {
          const busy = error instanceof Error ? error.message : String(error);
          throw new PageProblem(
            503,
            `The clock moved, but not everything that fell due has run within a minute. ${busy}`,
          );
        });
        if (isForm && !wantsJson) return seeOther(`/local/clock?moved=${milliseconds}`);

        return json(facts());
      },
    },
  ];
}

const millisecondsIn = (text: string | null): number | undefined =>
  text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
