import type { Playbook } from '#contracts/playbook.ts';
import {
  type Counts,
  firstHour,
  hourOf,
  type Mailing,
  noCounts,
  pause,
  reasonToPause,
  resume,
  standing,
} from '#domain/mailing/reputation.ts';
import type { MailCounts, Mailings } from '#ports/mailing.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly mailings: Mailings;
  readonly counts: MailCounts;
  readonly rules: Playbook['privacy']['pause'];
  readonly clock: Clock;
}

/** How we stand as a sender: whether marketing mail is paused, and the sums of the window. */
export interface Reputation {
  readonly mailing: Mailing;
  readonly counts: Counts;
}

export const reputation =
  ({ mailings, counts, rules, clock }: World) =>
  async (): Promise<Reputation> => {
    const now = clock();
    const [mailing, hours] = await Promise.all([mailings.get(), counts.from(firstHour(now, rules))]);

    return { mailing, counts: standing(hours, mailing, rules, now) };
  };

/** Pauses marketing mail when too much of it bounced or was complained about. Answers how we stand if this very call paused it. */
export const pauseWhenDue = (world: World) => async (): Promise<Reputation | undefined> => {
  const { mailing, counts } = await reputation(world)();
  const because = reasonToPause(counts, world.rules);
  if (mailing.paused !== undefined || because === undefined) return undefined;
  const paused = pause(mailing, because, world.clock());
  // Somebody else was quicker: it is paused, or was just let go on.
  if (!(await world.mailings.save(paused))) return undefined;

  return { mailing: paused, counts };
};

/** Lets marketing mail go on, by hand; counting begins anew. Answers false where it was not paused. */
export const resumeMailing =
  ({ mailings, counts, clock }: Omit<World, 'rules'>) =>
  async (): Promise<boolean> => {
    const now = clock();
    const mailing = await mailings.get();
    if (mailing.paused === undefined) return false;
    const hour = hourOf(now);
    const current = (await counts.from(hour)).find((each) => each.hour === hour) ?? noCounts;

    return mailings.save(resume(mailing, current, now));
  };
