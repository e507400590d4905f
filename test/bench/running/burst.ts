import { addressOf, submitFrom } from '#test/support/crowd.ts';
import { aSubmission, inbox } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

const VISITORS = 1_000;
const SIDE_BY_SIDE = 32;

export interface Burst {
  readonly count: number;
  readonly perSecond: number;
  /** The most that `memory` said meanwhile. */
  readonly memory: number;
}

/** Sends many submissions side by side and waits until the last has its mail. */
export async function burst(url: string, memory: () => number): Promise<Burst> {
  const form = await aSubmission(url);
  const already = (await inbox(url)).length;
  const visitors = Array.from({ length: VISITORS }, (_, n) => addressOf(n, 'burst')).entries();
  const send = async () => {
    for (const [n, email] of visitors) {
      const status = await submitFrom(url, n, { ...form, fields: { ...form.fields, email } });
      if (status !== 202) throw new Error(`The form was answered with ${status}`);
    }
  };
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, memory())), 500);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, send));
  const all = async () => (await inbox(url)).length >= already + VISITORS;
  await waitFor(all, { within: 300_000, every: 250, what: 'all mails' });
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(watch);

  return { count: VISITORS, perSecond: VISITORS / seconds, memory: most };
}
