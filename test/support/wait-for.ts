import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is neither undefined nor false; throws, naming the question, when that takes longer than `within` ms. */
export async function waitFor<T>(
  ask: () => T | Promise<T>,
  { within = 15_000, every = 50, what = String(ask) }: { within?: number; every?: number; what?: string } = {},
): Promise<Exclude<T, undefined | false>> {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>;
    if (Date.now() > deadline) throw new Error(`Waited ${within} ms in vain for ${what}`);
    await pause(every);
  }
}
