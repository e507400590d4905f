import type { Share } from './report.ts';

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** `12,345.6` */
export const number = (value: number): string => numbers.format(value);

/** `12.3 %` */
export const percent = (share: number | null): string => (share === null ? '–' : `${numbers.format(share * 100)} %`);

/** `61.2 % (58.9–63.4 %) of 1,864` */
export const shareText = ({ share, low, high, of }: Share): string =>
  share === null || low === null || high === null
    ? '– (none yet)'
    : `${percent(share)} (${numbers.format(low * 100)}–${percent(high)}) of ${number(of)}`;

/** `+12`, `−3`, `±0` */
export const signed = (value: number): string =>
  value === 0 ? '±0' : `${value > 0 ? '+' : '−'}${numbers.format(Math.abs(value))}`;

/** Hours as one would say them: `3.5 hours`, `12 days`. */
export const hours = (value: number | null): string =>
  value === null ? '–' : value < 48 ? `${number(value)} hours` : `${number(value / 24)} days`;

export const day = (instant: string): string => instant.slice(0, 10);
