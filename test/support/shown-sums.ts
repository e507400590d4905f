import type { Page } from 'playwright-core';

/** The numbers that stand at the ends of a page's tables of sums, in tenths. */
export interface ShownSums {
  readonly axes: readonly { readonly sum: number; readonly lines: readonly number[] }[];
  readonly totals: readonly number[];
}

/** Reads the numbers as a person would, in German or English. */
export async function shownSums(page: Page): Promise<ShownSums> {
  const groups = await page.$$eval('table.sum tbody', (bodies) =>
    bodies.map((body) => [...body.querySelectorAll('tr > :last-child')].map((cell) => cell.textContent ?? '')),
  );
  const totals = await page.$$eval('table.sum tfoot td', (cells) => cells.map((cell) => cell.textContent ?? ''));

  return {
    axes: groups.map(([sum = '', ...lines]) => ({ sum: tenths(sum), lines: lines.filter(Boolean).map(tenths) })),
    totals: totals.map(tenths),
  };
}

/** One decimal always stands at the end: without the separators `1.234,5` and `1,234.5` are tenths. */
function tenths(shown: string): number {
  if (!/^[+−]?\d{1,3}(?:[.,]\d{3})*[.,]\d$/.test(shown)) throw new Error(`${shown} is no number with one decimal`);

  return Number(shown.replace('−', '-').replace(/[.,]/g, ''));
}
