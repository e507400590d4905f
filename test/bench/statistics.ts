/** The value below which a share `p` (0 to 1) of the values lies, the nearest one that occurs. Throws for no values. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * p) - 1)];
  if (value === undefined) throw new Error('A percentile needs at least one value');

  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export const sum = (values: Iterable<number>): number => [...values].reduce((total, each) => total + each, 0);
