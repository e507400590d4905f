import { DAY, HOUR, MINUTE, SECOND } from '#domain/instant.ts';

const units = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
] as const;

/** `14 days`, `1 hour 30 minutes`. */
export function sayDuration(ms: number): string {
  let left = ms;
  const parts = units.flatMap(([unit, name]) => {
    const count = Math.floor(left / unit);
    left -= count * unit;

    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });

  return parts.length === 0 ? 'no time' : parts.join(' ');
}
