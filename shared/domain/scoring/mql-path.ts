import type { MqlPath, Scoring } from '#contracts/playbook.ts';
import { elapsed } from '../instant.ts';
import type { Activity } from '../lead/activity.ts';
import type { Score } from './score.ts';

/** The first path to MQL, in the playbook's order, of which every part holds as of the score's time; undefined when none does. */
export const mqlPath = (
  score: Pick<Score, 'fit' | 'engagement' | 'at'>,
  activities: readonly Activity[],
  { mql }: Pick<Scoring, 'mql'>,
): string | undefined => mql.find((path) => isOpen(path, score, activities))?.id;

function isOpen(
  { fit, engagement, activity, within = Number.POSITIVE_INFINITY }: MqlPath,
  score: Pick<Score, 'fit' | 'engagement' | 'at'>,
  activities: readonly Activity[],
): boolean {
  if (fit !== undefined && score.fit < fit) return false;
  if (engagement !== undefined && score.engagement < engagement) return false;

  return (
    activity === undefined || activities.some(({ kind, at }) => kind === activity && elapsed(at, score.at) <= within)
  );
}
