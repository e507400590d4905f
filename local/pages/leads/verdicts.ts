import { type Judgement, judge } from '#domain/activities/judge.ts';
import { type Activity, signs } from '#domain/lead/activity.ts';
import type { ActivityItem } from './items.ts';

/** What a score makes of each activity, by its id: the page shows what counts, and so asks the very code that counts (docs/adr/0048). */
export const verdictsOn = (items: readonly ActivityItem[]): ReadonlyMap<string, Judgement> =>
  judge(items.map(activityOf));

/** An activity as scoring knows it. */
export const activityOf = ({ signs: told = [], topic, page, ...item }: ActivityItem): Activity => ({
  ...item,
  ...(topic === undefined ? {} : { topic }),
  ...(page === undefined ? {} : { page }),
  signs: signs.filter((sign) => told.includes(sign)),
});
