/** How likely two samples of one and the same distribution differ at least as much as these two: small for samples that differ. Both need some dozen values. */

/** The largest distance between the two empirical distribution functions (Kolmogorov, Smirnov), with its asymptotic p-value (Stephens' correction for small samples). */
export function kolmogorovSmirnov(one: readonly number[], other: readonly number[]): { distance: number; p: number } {
  const [a, b] = [ascending(one), ascending(other)];
  let distance = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    while (a[i] === value) i++;
    while (b[j] === value) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  const root = Math.sqrt((a.length * b.length) / (a.length + b.length));

  return { distance, p: kolmogorovTail((root + 0.12 + 0.11 / root) * distance) };
}

/** The tail of Kolmogorov's distribution: 2 Σ (−1)^(k−1) exp(−2 k² λ²). */
function kolmogorovTail(lambda: number): number {
  // The series converges slowly where the tail is 1 for all that matters.
  if (lambda < 0.2) return 1;
  const terms = Array.from(
    { length: 100 },
    (_, n) => (n % 2 === 0 ? 1 : -1) * Math.exp(-2 * (n + 1) ** 2 * lambda ** 2),
  );

  return Math.min(1, Math.max(0, 2 * terms.reduce((sum, term) => sum + term, 0)));
}

/**
 * Whether values of one sample tend to be greater than those of the other (Mann, Whitney): `share` of all pairs in which the first is greater, ties counted by
 * half, with the two-sided p-value of the normal approximation, corrected for ties and continuity.
 */
export function mannWhitney(one: readonly number[], other: readonly number[]): { share: number; p: number } {
  const [n, m] = [one.length, other.length];
  const all = ascending([...one, ...other]);
  const rankOf = new Map<number, number>();
  let ties = 0;
  for (let from = 0; from < all.length; ) {
    const value = all[from] as number;
    let to = from;
    while (all[to] === value) to++;
    rankOf.set(value, (from + 1 + to) / 2);
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  const ranks = one.reduce((sum, value) => sum + (rankOf.get(value) ?? 0), 0);
  const u = ranks - (n * (n + 1)) / 2;
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  const z = variance === 0 ? 0 : Math.max(0, Math.abs(u - (n * m) / 2) - 0.5) / Math.sqrt(variance);

  return { share: u / (n * m), p: Math.min(1, 2 * normalTail(z)) };
}

/** The upper tail of the standard normal distribution; error below 1.2e-7 of the value (Numerical Recipes, erfcc). */
function normalTail(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const polynomial = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);

  return 0.5 * t * Math.exp(-x * x + polynomial);
}

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
