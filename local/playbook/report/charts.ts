import { type Html, html, join } from './html.ts';

/** Charts as plain SVG, wide enough to be read when a phone shrinks them to its width. */
const WIDTH = 330;
const LABEL = 118;

export interface Pair {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  /** With both: drawn over the bar's end. */
  readonly range?: { readonly before: Range; readonly after: Range } | undefined;
  /** A mark across both bars, such as a capacity. */
  readonly limit?: number | undefined;
}
type Range = readonly [number, number];

/** Two bars to a name, one below the other, with their values written out. */
export function pairedBars(title: string, pairs: readonly Pair[], say: (value: number) => string): Html {
  const row = 50;
  const height = pairs.length * row;
  const most = Math.max(
    1e-9,
    ...pairs.flatMap(({ before, after, range, limit = 0 }) => [
      before,
      after,
      range?.before[1] ?? 0,
      range?.after[1] ?? 0,
      limit,
    ]),
  );
  const room = WIDTH - LABEL - 62;
  const x = (value: number) => LABEL + (Math.max(0, value) / most) * room;
  const bar = (value: number, range: Range | undefined, y: number, kind: string): Html =>
    html`<rect class="${kind}" x="${LABEL}" y="${y}" width="${fixed(
      Math.max(1, x(value) - LABEL),
    )}" height="15" rx="2"/>${range === undefined ? '' : html`<path class="whisker" d="M${fixed(x(range[0]))} ${y + 7.5}H${fixed(x(range[1]))}"/>`}<text x="${fixed(
      x(Math.max(value, range?.[1] ?? 0)) + 5,
    )}" y="${y + 12}">${say(value)}</text>`;

  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">${join(
    pairs.map(({ name, before, after, range, limit }, index) => {
      const y = index * row + 6;

      return html`<text x="0" y="${y + 21}">${short(name)}</text>${bar(before, range?.before, y, 'old')}${bar(after, range?.after, y + 18, 'new')}${
        limit === undefined ? '' : html`<path class="limit" d="M${fixed(x(limit))} ${y - 3}V${y + 37}"/>`
      }`;
    }),
  )}</svg>`;
}

/** Two lines over time, with a level to compare them with. */
export function lines(title: string, before: readonly number[], after: readonly number[], wanted: number): Html {
  const [top, bottom, left] = [14, 150, 34];
  const most = Math.max(1, wanted, ...before, ...after);
  const x = (index: number) => left + (index / Math.max(1, before.length - 1)) * (WIDTH - left - 8);
  const y = (value: number) => bottom - (value / most) * (bottom - top);
  const path = (values: readonly number[]) =>
    values.map((value, index) => `${index === 0 ? 'M' : 'L'}${fixed(x(index))} ${fixed(y(value))}`).join('');

  return html`<svg viewBox="0 0 ${WIDTH} 176" role="img" aria-label="${title}"><path class="axis" d="M${left} ${top}V${bottom}H${WIDTH - 8}"/><text class="note" x="${
    left - 5
  }" y="${top + 4}" text-anchor="end">${Math.round(most)}</text><text class="note" x="${left - 5}" y="${bottom}" text-anchor="end">0</text><path class="limit" d="M${left} ${fixed(
    y(wanted),
  )}H${WIDTH - 8}"/><path class="line old" d="${path(before)}"/><path class="line new" d="${path(after)}"/><text class="note" x="${left}" y="170">${
    before.length
  } weeks ago</text><text class="note" x="${WIDTH - 8}" y="170" text-anchor="end">last week</text></svg>`;
}

/** Upright pairs of columns, such as the ten tenths of a lift. */
export function columns(title: string, pairs: readonly Pair[], one: number): Html {
  const [top, bottom, left] = [10, 150, 42];
  const most = Math.max(one, ...pairs.flatMap(({ before, after }) => [before, after]));
  const step = (WIDTH - left - 4) / Math.max(1, pairs.length);
  const y = (value: number) => bottom - (value / most) * (bottom - top);
  const column = (value: number, at: number, kind: string): Html =>
    html`<rect class="${kind}" x="${fixed(at)}" y="${fixed(y(value))}" width="${fixed(step * 0.38)}" height="${fixed(bottom - y(value))}" rx="1.5"/>`;

  return html`<svg viewBox="0 0 ${WIDTH} 190" role="img" aria-label="${title}"><text class="note" x="${left - 5}" y="${top + 6}" text-anchor="end">× ${most.toFixed(
    1,
  )}</text><text class="note" x="${left - 5}" y="${fixed(y(one) + 4)}" text-anchor="end">× 1</text>${join(
    pairs.map(({ name, before, after }, index) => {
      const at = left + index * step;

      return html`${column(before, at + step * 0.08, 'old')}${column(after, at + step * 0.5, 'new')}<text class="note" x="${fixed(
        at + step * 0.48,
      )}" y="168" text-anchor="middle">${name}</text>`;
    }),
  )}<path class="axis" d="M${left} ${bottom}H${WIDTH}"/><path class="limit" d="M${left} ${fixed(y(one))}H${WIDTH}"/><text class="note" x="${left}" y="187">most points first</text></svg>`;
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10);

const short = (name: string): string => (name.length > 17 ? `${name.slice(0, 16)}…` : name);
