import { html, raw } from 'hono/html';
import type { Markup } from './form-markup.ts';

const WIDTH = 640;
const round = (value: number): number => Math.round(value * 10) / 10;

/** Cloudy water above a membrane, clear water below. Coloured by classes in `site.css`: the policy allows no style attributes. */
export function membrane(alt: string): Markup {
  return html`<svg class="membrane" viewBox="0 0 ${WIDTH} 300" role="img" aria-label="${alt}">
<rect class="feed" width="${WIDTH}" height="150"/>
<rect class="permeate" y="150" width="${WIDTH}" height="150"/>
${raw(flow(34))}${raw(flow(78))}
${raw(particles())}
<rect class="skin" y="140" width="${WIDTH}" height="9"/>
<rect class="support" y="149" width="${WIDTH}" height="34"/>
${raw(pores())}
${raw(drops())}
</svg>`;
}

function flow(y: number): string {
  const waves = Array.from({ length: 4 }, () => 'q40 -14 80 0 t80 0').join(' ');

  return `<path class="flow" d="M0 ${y} ${waves}"/>`;
}

/** The n-th point of a sequence that fills the unit square evenly without looking regular (R₂, Martin Roberts 2018), with a third number for sizes. */
const scattered = (n: number): [x: number, y: number, size: number] => [
  (n * 0.754_877) % 1,
  (n * 0.569_84) % 1,
  (n * 0.618_034) % 1,
];

/** Thicker and denser towards the membrane. */
function particles(): string {
  return Array.from({ length: 54 }, (_, i) => {
    const [x, height, size] = scattered(i + 1);
    const depth = height ** 0.55;
    const r = round(2 + size * (2 + depth * 4));
    const y = round(Math.min(14 + depth * 122, 139 - r));

    return `<circle class="${i % 3 === 0 ? 'grain' : 'speck'}" cx="${round(x * WIDTH)}" cy="${y}" r="${r}"/>`;
  }).join('');
}

const pores = (): string =>
  Array.from({ length: 40 }, (_, i) => `<path class="pore" d="M${8 + i * 16} 149v${i % 2 ? 34 : 22}"/>`).join('');

function drops(): string {
  return Array.from({ length: 16 }, (_, i) => {
    const [, jitter, size] = scattered(i + 1);
    const x = 24 + i * 39.5;
    const y = round((i % 2 ? 236 : 198) + jitter * 20);
    const s = round(5.5 + size * 4);

    return `<path class="drop" d="M${x} ${y}c${round(s * 0.7)} ${s} ${s} ${round(s * 1.3)} ${s} ${round(s * 1.9)}a${s} ${s} 0 0 1-${round(s * 2)} 0c0-${round(s * 0.6)} ${round(s * 0.3)}-${round(s * 0.9)} ${s}-${round(s * 1.9)}z"/>`;
  }).join('');
}

/** Pressure drop over a year: cleaned by the calendar, the start creeps up; cleaned by condition, it comes back. */
export function cleaningChart(alt: string): Markup {
  return html`<svg class="chart" viewBox="0 0 640 240" role="img" aria-label="${alt}">
<path class="grid" d="M20 60H620M20 120H620M20 180H620"/>
<path class="threshold" d="M20 122H620"/>
<path class="calendar" d="${sawtooth({ teeth: 4, start: 196, rise: 84, creep: 27 })}"/>
<path class="condition" d="${sawtooth({ teeth: 6, start: 200, rise: 76, creep: 2 })}"/>
<path class="axis" d="M20 20V212H620"/>
</svg>`;
}

function sawtooth({
  teeth,
  start,
  rise,
  creep,
}: {
  teeth: number;
  start: number;
  rise: number;
  creep: number;
}): string {
  const width = 600 / teeth;
  const tooth = (i: number): string => {
    const low = start - i * creep;
    const left = 20 + i * width;
    const next = i + 1 < teeth ? `V${low - creep}` : '';

    return `C${round(left + width * 0.6)} ${low - rise * 0.2} ${round(left + width * 0.85)} ${low - rise * 0.55} ${round(left + width)} ${low - rise}${next}`;
  };

  return `M20 ${start}${Array.from({ length: teeth }, (_, i) => tooth(i)).join('')}`;
}

/** The company's mark: a drop with two waves. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><path class="mark-drop" d="M16 2c6 7.500 10 12 10 17.500a10 10 0 0 1-20 0C6 14 10 9.500 16 2z"/><path class="mark-wave" d="M7 19q4.500-4 9 0t9 0M9.500 24.500q3.250-3 6.500 0t6.500 0"/></svg>`;
