import type { Share } from './report.ts';

/** The 97.5th percentile of the normal distribution: intervals that hold 95 times of 100. */
const Z = 1.959964;

/**
 * A share with its Wilson score interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927): true also for few leads and for shares near 0 and 1. Null of none.
 */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, share: null, low: null, high: null };
  const share = count / of;
  const weight = 1 + Z ** 2 / of;
  const middle = (share + Z ** 2 / (2 * of)) / weight;
  const half = (Z / weight) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));

  return { count, of, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
