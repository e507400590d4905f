import type { Locale } from '#contracts/playbook.ts';
import { DAY, HOUR, MINUTE } from '../instant.ts';

const units = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

/** How long ago something was, to the largest full unit: `3 days ago`, `vor 3 Tagen`. What is less than a minute ago, or ahead, was just now. */
export function ago(age: number, locale: Locale): string {
  const [unit, length] = units.find(([, length]) => age >= length) ?? ['minute', 0];
  if (length === 0) return { de: 'gerade eben', en: 'just now' }[locale];

  return new Intl.RelativeTimeFormat(locale).format(-Math.floor(age / length), unit);
}

/** How long something lasts, in the largest unit that is no fraction of it: `14 days`, `36 hours`. */
export function lasting(time: number, locale: Locale): string {
  const [unit, length] = units.find(([, length]) => time % length === 0) ?? ['minute', MINUTE];

  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  }).format(time / length);
}
