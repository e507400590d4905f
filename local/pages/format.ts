import { html } from 'hono/html';
import { DateTime, Duration } from 'luxon';
import type { Html } from './html.ts';

/** An instant in the machine's time zone; the exact one shows on hover. */
export function when(instant: string | Date): Html {
  const iso = typeof instant === 'string' ? instant : instant.toISOString();
  const local = DateTime.fromISO(iso).setLocale('en-GB');

  return html`<time datetime="${iso}" title="${iso}">${local.toFormat('d LLL yyyy, HH:mm:ss')}</time>`;
}

/** The same, short: for lists. */
export function shortWhen(instant: string): Html {
  const local = DateTime.fromISO(instant).setLocale('en-GB');

  return html`<time datetime="${instant}" title="${instant}">${local.toFormat('d LLL, HH:mm')}</time>`;
}

/** An instant in the machine's time zone, in a reader's language. */
export function momentIn(instant: string, locale: string): Html {
  const local = DateTime.fromISO(instant).setLocale(locale === 'en' ? 'en-GB' : locale);

  return html`<time datetime="${instant}" title="${instant}">${local.toLocaleString(DateTime.DATETIME_MED)}</time>`;
}

/** `3 days, 2 hours`, from milliseconds; what is below a second is left out. */
export function inWords(milliseconds: number): string {
  const whole = Duration.fromMillis(Math.floor(milliseconds / 1_000) * 1_000).shiftTo(
    'days',
    'hours',
    'minutes',
    'seconds',
  );
  const parts = whole.normalize().removeZeros();

  return parts.valueOf() === 0 ? 'no time' : parts.reconfigure({ locale: 'en-GB' }).toHuman({ showZeros: false });
}

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** A count or a measure with at most two decimals and grouped thousands. */
export const number = (value: number): string => grouped.format(value);

/** Dollars; as many decimals as a small sum needs to be more than nothing. */
export function dollars(value: number): string {
  const digits = value === 0 || value >= 1 ? 2 : Math.min(8, 2 - Math.floor(Math.log10(value)));

  return `$${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: Math.max(2, digits) })}`;
}

/** Points with their sign, a true minus, and one decimal at most. */
export function signed(points: number): string {
  const rounded = Math.round(points * 10) / 10;

  return rounded < 0 ? `−${-rounded}` : `+${rounded}`;
}

/** Numbers in a text with a true minus, as wide as the plus. */
export const minus = (text: string): string => text.replace(/-(?=\d)/g, '−');

/** `opt-in-expiry` as `opt-in expiry`: names of the trade as they stand in a sentence. */
export const words = (name: string): string => name.replaceAll('-', ' ').replace('opt in', 'opt-in');
