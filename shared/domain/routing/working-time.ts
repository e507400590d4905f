import type { Salesperson } from '#contracts/playbook.ts';
import { DAY, type Instant } from '../instant.ts';
import { NoWorkingTimeError } from './no-working-time-error.ts';
import { localDay, momentOf } from './wall-clock.ts';

/** When somebody works, and where. */
export type Hours = Pick<Salesperson, 'id' | 'timeZone' | 'week'>;

/** Whether somebody is at work. A shift includes its beginning and not its end. */
export const isWorking = (at: Instant, hours: Hours): boolean => nextWorkingMoment(at, hours) === at;

/**
 * The moment itself when somebody is at work, otherwise the beginning of the next shift.
 * @throws {NoWorkingTimeError}
 */
export function nextWorkingMoment(at: Instant, hours: Hours): Instant {
  const [next] = shiftsFrom(at, hours).take(1);

  return next === undefined ? at : instant(next.from);
}

/**
 * The moment by which somebody has been at work for `ms` milliseconds since `start`. Shifts follow the clocks on the wall of the zone: in the night when
 * clocks go forward a shift over the change is an hour shorter, and an hour longer when they go back. Nothing to add gives `start` itself.
 * @throws {NoWorkingTimeError}
 */
export function addWorkingTime(start: Instant, ms: number, hours: Hours): Instant {
  if (!(ms >= 0 && ms <= longest)) throw new RangeError(`${ms} ms is no working time that anybody could wait for`);
  if (ms === 0) return start;
  let left = ms;
  for (const { from, to } of shiftsFrom(start, hours)) {
    if (left <= to - from) return instant(from + left);
    left -= to - from;
  }

  return start;
}

/** Bounds the search: a year at work. */
const longest = 366 * DAY;

/** What is left of the shift under way, and all that follow. */
function* shiftsFrom(
  start: Instant,
  { id, timeZone, week }: Hours,
): Generator<{ from: number; to: number }, undefined> {
  if (!week.flat().some(([begin, end]) => begin < end)) throw new NoWorkingTimeError(id);
  const at = Date.parse(start);
  for (let day = localDay(timeZone, at); ; day++) {
    for (const [begin, end] of week[weekday(day)] ?? []) {
      const from = Math.max(at, momentOf(timeZone, day, begin));
      const to = momentOf(timeZone, day, end);
      if (from < to) yield { from, to };
    }
  }
}

/** 0 is Monday. 1 January 1970 was a Thursday. */
const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

const instant = (ms: number): Instant => new Date(ms).toISOString();
