import { DAY, HOUR, MINUTE, SECOND } from '#domain/instant.ts';

const pattern = /^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/;
const units = [7 * DAY, DAY, HOUR, MINUTE, SECOND] as const;

/**
 * An ISO 8601 duration of weeks, days, hours, minutes and seconds, in milliseconds; undefined for anything else. A year or a month is refused:
 * neither has a fixed length.
 */
export function parseDuration(text: string): number | undefined {
  const parts = pattern.exec(text)?.slice(1);
  if (parts === undefined) return undefined;
  const ms = units.reduce((sum, unit, index) => sum + unit * Number(parts[index] ?? 0), 0);

  return ms > 0 ? ms : undefined;
}
