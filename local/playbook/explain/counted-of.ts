import { activityBasis } from '#contracts/activity.ts';
import { withoutMachines } from '#domain/activities/judge.ts';
import type { Activity } from '#domain/lead/activity.ts';

/** The activities that count: those the lead came to us with, and what was observed while it agrees to that. */
export const countedOf = ({
  activities,
  mayTrack,
}: {
  readonly activities: readonly Activity[];
  readonly mayTrack: boolean;
}): Activity[] => withoutMachines(activities).filter(({ kind }) => mayTrack || activityBasis[kind] === 'declared');
