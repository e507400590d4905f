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
