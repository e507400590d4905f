import type { StoredLead } from './read-leads.ts';
import { verdictsOn } from './verdicts.ts';

/** One thing that happened: an event of the lead's history (`type` like `lead.scored`), or an activity of its own (`activity.page-visited`). */
export type Moment = {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** A lead's history and activities in one line, latest first. Events of one change keep their order. */
export function timeline({ history, activities }: Pick<StoredLead, 'history' | 'activities'>): Moment[] {
  const verdicts = verdictsOn(activities);
  const done = activities.map(({ id, at, kind, topic, page }) => ({
    id,
    at,
    type: `activity.${kind}`,
    facts: { ...(topic === undefined ? {} : { topic }), ...(page === undefined ? {} : { page }), ...verdicts.get(id) },
  }));

  return [...history, ...done]
    .toSorted((one, other) => (one.at === other.at ? order(one.id, other.id) : one.at < other.at ? -1 : 1))
    .reverse();
}

/** Ids of events end in `.<version>.<n>`: as numbers, or 10 would come before 9. */
const order = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });
