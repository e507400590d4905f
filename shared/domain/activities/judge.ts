import { activityBasis } from '#contracts/activity.ts';
import { SECOND } from '../instant.ts';
import type { Activity, Sign } from '../lead/activity.ts';

/** Whether a person was behind an activity. Only what a machine did is not counted. */
export type Verdict = 'person' | 'machine' | 'unsure';

/** Why: a sign that came with it; its tempo among the lead's others; `declared`, which nobody observes; or that nothing is known (`none`). */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: Sign | 'tempo' | 'declared' | 'none';
}

/** Nobody reads so many different pages within so short a time; scanners of mails open all links at once. */
export const TEMPO = { pages: 3, within: 2 * SECOND } as const;

/**
 * Judges each of a lead's activities, by its id, in the light of all of them: a fold, so that order and repeats change nothing, and one activity that arrives
 * later may change the verdict on those before. It decides on engagement alone, never on consent.
 */
export function judge(activities: readonly Activity[]): ReadonlyMap<string, Judgement> {
  const hurried = inHurry(activities.filter(mayBeMachine));

  return new Map(activities.map((activity) => [activity.id, judgementOf(activity, hurried)]));
}

/** What persons did, as far as one can tell. */
export function withoutMachines(activities: readonly Activity[]): Activity[] {
  const judged = judge(activities);

  return activities.filter(({ id }) => judged.get(id)?.verdict !== 'machine');
}

function judgementOf(activity: Activity, hurried: ReadonlySet<Activity>): Judgement {
  const has = (sign: Sign) => activity.signs?.includes(sign) ?? false;
  if (activityBasis[activity.kind] === 'declared') return { verdict: 'person', reason: 'declared' };
  if (has('reported')) return { verdict: 'person', reason: 'reported' };
  if (has('agent')) return { verdict: 'machine', reason: 'agent' };
  if (has('automated')) return { verdict: 'machine', reason: 'automated' };
  if (has('attended')) return { verdict: 'person', reason: 'attended' };
  if (hurried.has(activity)) return { verdict: 'machine', reason: 'tempo' };
  if (has('unattended')) return { verdict: 'unsure', reason: 'unattended' };
  if (has('headers')) return { verdict: 'unsure', reason: 'headers' };

  return { verdict: 'unsure', reason: 'none' };
}

const mayBeMachine = ({ kind, signs = [] }: Activity): boolean =>
  activityBasis[kind] === 'tracking' && !signs.includes('reported') && !signs.includes('attended');

/** Those that lie, with others, on too many different pages within too short a time. */
function inHurry(activities: readonly Activity[]): Set<Activity> {
  const timed = activities
    .flatMap((activity) =>
      activity.page === undefined ? [] : [{ activity, page: activity.page, at: Date.parse(activity.at) }],
    )
    .toSorted((one, other) => one.at - other.at);
  const hurried = new Set<Activity>();
  for (const [n, { at: begin }] of timed.entries()) {
    const following = timed.slice(n);
    const after = following.findIndex(({ at }) => at - begin > TEMPO.within);
    const close = after === -1 ? following : following.slice(0, after);
    if (new Set(close.map(({ page }) => page)).size >= TEMPO.pages)
      for (const { activity } of close) hurried.add(activity);
  }

  return hurried;
}
