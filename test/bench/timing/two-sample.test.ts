import { describe, expect, it } from 'vitest';
import { kolmogorovSmirnov, mannWhitney } from './two-sample.ts';

/** The same numbers on every run: uniform in 0 to 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed;

  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;

    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const sample = (seed: number, of: (uniform: number) => number, size = 500) => {
  const next = random(seed);
  return Array.from({ length: size }, () => of(next()));
};
/** Answer times have a floor and a long tail. */
const latency = (uniform: number) => 100 - 3 * Math.log(1 - uniform);
const tests = { kolmogorovSmirnov, mannWhitney };

describe.each(Object.entries(tests))('%s', (_name, test) => {
  it('takes a twentieth of pairs that do not differ for different at 5 %, as it says', () => {
    const ps = Array.from({ length: 400 }, (_, n) => test(sample(2 * n, latency), sample(2 * n + 1, latency)).p);
    const falseAlarms = ps.filter((p) => p < 0.05).length / ps.length;

    expect(falseAlarms).toBeGreaterThan(0.02);
    expect(falseAlarms).toBeLessThan(0.08);
  });

  it('finds samples that lie a millisecond apart', () => {
    const ps = Array.from(
      { length: 50 },
      (_, n) =>
        test(
          sample(2 * n, latency),
          sample(2 * n + 1, (u) => latency(u) + 1),
        ).p,
    );

    expect(Math.max(...ps)).toBeLessThan(0.01);
  });

  it('is the same whichever sample comes first, and sure of a sample beside itself', () => {
    const [one, other] = [sample(1, latency), sample(2, (u) => latency(u) + 0.3)];

    expect(test(one, other).p).toBeCloseTo(test(other, one).p, 10);
    expect(test(one, one).p).toBeCloseTo(1, 6);
    expect(test(Array(50).fill(7), Array(60).fill(7)).p).toBe(1);
  });
});

it('finds what leaves the median alone, by the distribution functions', () => {
  const wide = (u: number) => 100 + (u - 0.5) * 4;
  const narrow = (u: number) => 100 + (u - 0.5) * 2;

  expect(kolmogorovSmirnov(sample(1, wide), sample(2, narrow)).p).toBeLessThan(1e-6);
  expect(mannWhitney(sample(1, wide), sample(2, narrow)).p).toBeGreaterThan(0.05);
});

// By hand: all six pairs but one have the greater value on the right; D = 1 − 1/3 at the value 2.
it('is right where one can count', () => {
  expect(kolmogorovSmirnov([1, 2, 4], [3, 5]).distance).toBeCloseTo(2 / 3, 12);
  expect(mannWhitney([1, 2, 4], [3, 5]).share).toBeCloseTo(1 / 6, 12);
});

// scipy.stats.mannwhitneyu(method='asymptotic') and scipy.special.kolmogorov say the same.
it('agrees with what others reckon', () => {
  const [a, b] = [Array.from({ length: 10 }, (_, n) => n), Array.from({ length: 10 }, (_, n) => n + 5)];

  expect(mannWhitney(a, b).p).toBeCloseTo(0.005075392, 6);
  expect(kolmogorovSmirnov(a, b).p).toBeCloseTo(0.110840337, 6);
});
