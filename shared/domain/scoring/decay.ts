import { elapsed, type Instant } from '../instant.ts';

/**
 * What is left of an activity's points, in tenths: points × 2^(−age / halfLife), rounded half away from zero so that a loss fades like a gain. An
 * activity from the future (a clock that is ahead) counts as of now.
 */
export function decayedTenths(points: number, at: Instant, halfLife: number, now: Instant): number {
  const age = Math.max(0, elapsed(at, now));
  const exact = Math.abs(points) * 10 * 2 ** (-age / halfLife);

  return Math.sign(points) * Math.round(exact) || 0;
}
