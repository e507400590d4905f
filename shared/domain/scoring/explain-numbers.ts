import type { Locale } from '#contracts/playbook.ts';

/** Points with one decimal where there is one: `15`, `24.3`. */
export const number = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);

/** Points with one decimal, always: in a column they can be added up by eye. */
export const tenth = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);

/** The same with its sign: what a rule gives or takes. */
export const signedTenth = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);

/** What a rule gives or takes: `+15`, `-30`. */
export const signed = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { signDisplay: 'always', maximumFractionDigits: 1 }).format(value);
