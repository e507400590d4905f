import { SECOND } from '../instant.ts';

/**
 * How far clocks on the wall are ahead of UTC, in ms, in an IANA zone at a moment (ms since the epoch). From the runtime's own zone data: a date library would
 * be 70 KB of the function for this one number.
 */
export function zoneOffset(timeZone: string, at: number): number {
  const wholeSeconds = Math.floor(at / SECOND) * SECOND;
  const shown = Object.fromEntries(
    wallClock(timeZone)
      .formatToParts(wholeSeconds)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;

  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSeconds;
}

/** Making a formatter is a thousand times dearer than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);

  return made;
}
