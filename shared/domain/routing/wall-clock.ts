import { DAY, MINUTE } from '../instant.ts';
import { zoneOffset } from './zone-offset.ts';

/** A day as the zone's calendar has it, counted from 1 January 1970. */
export const localDay = (zone: string, at: number): number => Math.floor((at + zoneOffset(zone, at)) / DAY);

/**
 * The moment (ms since the epoch) at which clocks on the wall first show `minute` minutes after midnight of a day. On a night when clocks go forward, the
 * moment at which they jump over it; when they go back, the first of the two.
 */
export function momentOf(zone: string, day: number, minute: number): number {
  const wall = day * DAY + minute * MINUTE;
  // No zone is further than a day from UTC, so that these two offsets are those before and after a change.
  const candidates = [wall - DAY, wall + DAY].map((near) => wall - zoneOffset(zone, near)).toSorted((a, b) => a - b);
  const shown = candidates.find((moment) => moment + zoneOffset(zone, moment) === wall);

  return shown ?? jumpOver(zone, wall, candidates);
}

/** When clocks jump over `wall`: the change of offset lies between the two candidates; found by halving. */
function jumpOver(zone: string, wall: number, [early = wall, late = wall]: number[]): number {
  let before = early - 1;
  let after = late;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + zoneOffset(zone, middle) < wall) before = middle;
    else after = middle;
  }

  return after;
}
