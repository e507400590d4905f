import type { Activity } from '../lead/activity.ts';

/**
 * Each activity once, by its id. Where a repeat differs (a resend with another time), the earliest counts, then the first by content: whatever the order they
 * came in, the same ones stay.
 */
export function onceEach(activities: readonly Activity[]): Activity[] {
  const kept = new Map<string, Activity>();
  for (const activity of activities) {
    const before = kept.get(activity.id);
    if (before === undefined || rank(activity) < rank(before)) kept.set(activity.id, activity);
  }

  return [...kept.values()];
}

const rank = ({ at, kind, topic = '', page = '' }: Activity): string => [at, kind, topic, page].join('\n');
