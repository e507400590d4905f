import middy from '@middy/core';
import type { Log } from './log.ts';

/** Wraps what runs by the clock. `timeLeft` tells the milliseconds until Lambda ends the run. An error is logged as ours, then fails the run. */
export function scheduleHandler({ log }: { log: Log }, run: (timeLeft: () => number) => Promise<void>) {
  return middy<unknown, void>()
    .use({
      // No value: middy would take it for the answer of a run that went well.
      onError: ({ error }) => {
        log.error('scheduled run failed', error);
      },
    })
    .handler(async (_event, { getRemainingTimeInMillis }) => run(getRemainingTimeInMillis));
}
