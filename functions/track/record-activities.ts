import type { ActivityReport } from '#contracts/activity.ts';
import type { Instant } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Activities } from '#ports/activities.ts';
import type { Links } from '#ports/links.ts';
import type { Clock } from '#ports/world.ts';

export type RecordActivities = (reports: readonly ActivityReport[]) => Promise<void>;

/** Keeps what leads did. Throws UnknownLinkError, and keeps nothing, when one token is not ours. */
export const recordActivities =
  ({ activities, links, clock }: { activities: Activities; links: Links; clock: Clock }): RecordActivities =>
  async (reports) => {
    const now = clock();
    const known = await Promise.all(
      reports.map(async (report) => ({
        ...(await links.open('track', report.lead)),
        activity: activityOf(report, now),
      })),
    );
    const byLead = Map.groupBy(known, ({ leadId }) => leadId);
    await Promise.all(
      [...byLead].map(([leadId, reported]) =>
        activities.record(
          leadId,
          reported.map(({ activity }) => activity),
        ),
      ),
    );
  };

/** A clock that runs ahead does not make an activity of the future. */
function activityOf({ id, kind, at, topic, page }: ActivityReport, now: Instant): Activity {
  const told = at === undefined ? now : new Date(at).toISOString();

  return {
    id,
    kind,
    at: told > now ? now : told,
    ...(topic === undefined ? {} : { topic }),
    ...(page === undefined ? {} : { page: pathOf(page) }),
  };
}

/** Queries and fragments carry what others put there: names, addresses, tokens. */
const pathOf = (page: string): string => new URL(page).pathname;
