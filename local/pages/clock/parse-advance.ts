import { DateTime, Duration } from 'luxon';
import * as z from 'zod';
import { PageProblem } from '../page-problem.ts';

const Advance = z.object({ advance: z.string() });
const LONGEST = Duration.fromISO('P10Y');

/**
 * How far `{ "advance": "P3D" }` moves the clock, in milliseconds counted from `now` (months and years have no length of their own).
 * Throws a `PageProblem` (400) for anything but an ISO 8601 duration above zero and of ten years at most.
 */
export function parseAdvance(body: unknown, now: Date): number {
  const read = Advance.safeParse(body);
  if (!read.success) throw wrong('must be an ISO 8601 duration, for example "P3D" or "PT1H"');
  const text = read.data.advance.trim();
  const duration = Duration.fromISO(text);
  if (!duration.isValid || !/^P/.test(text)) throw wrong('must be an ISO 8601 duration, for example "P3D" or "PT1H"');
  const start = DateTime.fromJSDate(now, { zone: 'utc' });
  const milliseconds = Math.round(start.plus(duration).toMillis() - start.toMillis());
  const hasNegativePart = Object.values(duration.toObject()).some((part) => part < 0);
  if (hasNegativePart || !(milliseconds > 0)) throw wrong('must be above zero: time only moves forward');
  if (start.plus(duration) > start.plus(LONGEST)) throw wrong('must be ten years at most');

  return milliseconds;
}

const wrong = (message: string) => new PageProblem(400, `advance ${message}.`, [{ field: 'advance', message }]);
