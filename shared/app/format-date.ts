import type { Locale } from '#contracts/playbook.ts';
import type { Instant } from '#domain/instant.ts';

const language = { de: 'de-DE', en: 'en-GB' } as const;
const timeZone = 'Europe/Berlin';

/** The day of a moment, as people write it: `23. November 2026`. */
export const formatDate = (instant: Instant, locale: Locale): string =>
  new Intl.DateTimeFormat(language[locale], { dateStyle: 'long', timeZone }).format(new Date(instant));

/** Day and time of a moment: `23.11.2026, 10:30`. */
export const formatTime = (instant: Instant, locale: Locale): string =>
  new Intl.DateTimeFormat(language[locale], { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(instant),
  );

/** A moment to the second, with its time zone, as a proof names it: `23.11.2026, 10:30:00 MEZ`. */
export const formatMoment = (instant: Instant, locale: Locale): string =>
  new Intl.DateTimeFormat(language[locale], {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(instant));
