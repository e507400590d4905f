import { elapsed, type Instant } from '../instant.ts';

/**
 * What is left of an activity's points, in tenths: points × 2^(−age / halfLife), rounded half away from zero so that a loss fades like a gain. An
 * activity from the future (a clock that is ahead) counts as of now.
 */
export const decayedTenths = (points: number, at: Instant, halfLife: number, now: Instant): number =>
  tenthsAfter(points, elapsed(at, now), halfLife);

/** The same for an age in ms. */
export function tenthsAfter(points: number, age: number, halfLife: number): number {
  const exact = Math.abs(points) * 10 * 2 ** (-Math.max(0, age) / halfLife);

  return Math.sign(points) * Math.round(exact) || 0;
}

/** After which age, in ms, nothing is left: less than half a tenth. */
export const fadesAfter = (points: number, halfLife: number): number =>
  Math.ceil(halfLife * Math.log2(20 * Math.max(1, Math.abs(points)))) + 1;
