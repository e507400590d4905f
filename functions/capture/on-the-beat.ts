import { setTimeout as pause } from 'node:timers/promises';

/**
 * Every submission that is accepted is answered a whole number of beats after it came: long enough for an address that we know, which costs two calls more,
 * to be answered in the same one as an address that we do not (docs/adr/0047). In ms.
 */
export const BEAT = 100;

/** Resolves at the end of the beat that began, counted from `start`. */
export type OnTheBeat = (start: number) => Promise<void>;

export const onTheBeat =
  (now: () => number = () => performance.now(), wait: (ms: number) => Promise<unknown> = pause): OnTheBeat =>
  async (start) => {
    const elapsed = now() - start;
    const end = start + Math.max(1, Math.ceil(elapsed / BEAT)) * BEAT;
    // A timer may fire up to a millisecond early.
    for (let left = end - now(); left > 0; left = end - now()) await wait(Math.ceil(left));
  };
