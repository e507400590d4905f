import { type FieldFault, InvalidSubmissionError } from '#app/invalid-submission-error.ts';
import type { ActivityReport, ServerActivityReport } from '#contracts/activity.ts';
import { after, DAY, elapsed, type Instant, MINUTE } from '#domain/instant.ts';
import type { Activity } from '#domain/lead/activity.ts';
import type { Reported } from './read-reports.ts';

/** What lies further back says nothing about what somebody wants today. */
export const OLDEST = 2 * 365 * DAY;
/** So far off, a clock is believed. */
export const SKEW = 5 * MINUTE;

/**
 * The activities of reports, in order, with times by our clock.
 * @throws InvalidSubmissionError naming each that is more than two years old.
 */
export function readActivities(
  { reports, sentAt, fieldOf }: Reported<ActivityReport> | Reported<ServerActivityReport>,
  now: Instant,
): Activity[] {
  const ahead = clockError(sentAt, now);
  const activities = reports.map((report) => activityOf(report, ahead, now));
  const oldest = after(now, -OLDEST - SKEW);
  const faults = activities.flatMap(({ at }, n): FieldFault[] =>
    at < oldest ? [{ field: fieldOf(n, 'at'), message: 'must not be more than two years ago' }] : [],
  );
  if (faults.length > 0) throw new InvalidSubmissionError(faults);

  return activities;
}

/** How far, in ms, the sender's clock is ahead of ours; none within what any clock may be off. */
function clockError(sentAt: string | undefined, now: Instant): number {
  const ahead = sentAt === undefined ? 0 : elapsed(now, sentAt);

  return Math.abs(ahead) > SKEW ? ahead : 0;
}

/** A clock that runs ahead does not make an activity of the future. */
function activityOf(report: ActivityReport | ServerActivityReport, ahead: number, now: Instant): Activity {
  const { id, kind, at, topic, page } = report;
  const seen = 'signs' in report ? [...new Set(report.signs)] : [];
  const told = at === undefined ? now : after(at, -ahead);

  return {
    id,
    kind,
    at: told > now ? now : told,
    ...(topic === undefined ? {} : { topic }),
    ...(page === undefined ? {} : { page: pathOf(page) }),
    ...(seen.length === 0 ? {} : { signs: seen }),
  };
}

/** Queries and fragments carry what others put there: names, addresses, tokens. */
const pathOf = (page: string): string => new URL(page).pathname;
