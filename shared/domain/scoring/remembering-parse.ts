import type { Instant } from '../instant.ts';

/** An instant in ms since 1970. Many leads are scored as of the same moment: it is read once. */
export function rememberingParse(): (instant: Instant) => number {
  let last = '';
  let moment = Number.NaN;

  return (instant) => {
    if (instant !== last) {
      last = instant;
      moment = Date.parse(instant);
    }

    return moment;
  };
}
