import middy from '@middy/core';
import type { Log } from './log.ts';

/** Wraps what runs by the clock. `timeLeft` tells the milliseconds until Lambda ends the run. An error is logged as ours, then fails the run. */
export function scheduleHandler({ log }: { log: Log }, run: (timeLeft: () => number) => Promise<void>) {
  return middy<unknown, void>()
    .use({ onError: ({ error }) => log.error('scheduled run failed', error) })
    .handler(async (_event, { getRemainingTimeInMillis }) => run(getRemainingTimeInMillis));
}
