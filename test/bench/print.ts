import type { Judged } from './figure.ts';

/** The figures as a table, group by group: what, how much, what it may be, whether it is. */
export function table(figures: readonly Judged[]): string {
  const rows = figures.map((figure) => ({
    figure,
    cells: [
      figure.name,
      `${readable(figure.value)}${figure.unit === '' ? '' : ` ${figure.unit}`}`,
      figure.target === undefined ? '' : `≤ ${readable(figure.target.atMost)}`,
      { true: 'met', false: 'NOT MET', undefined: '' }[String(figure.met) as 'true' | 'false' | 'undefined'],
      figure.note ?? '',
    ] as const,
  }));
  const width = (column: 0 | 1 | 2 | 3) => Math.max(...rows.map(({ cells }) => cells[column].length));
  const [names, values, limits, verdicts] = [width(0), width(1), width(2), width(3)];
  const lines = rows.map(({ cells: [name, value, limit, met, note] }) =>
    `  ${name.padEnd(names)}  ${value.padStart(values)}  ${limit.padEnd(limits)}  ${met.padEnd(verdicts)}  ${note}`.trimEnd(),
  );

  return rows
    .flatMap(({ figure: { group } }, n) => [
      ...(group === rows[n - 1]?.figure.group ? [] : ['', group]),
      lines[n] ?? '',
    ])
    .join('\n');
}

const readable = (value: number): string =>
  new Intl.NumberFormat('en', { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 2 }).format(value);
