import { fadedAt, type Tally, tenthsAt } from './deeds.ts';

/** What time does to a score. Moments are ms since 1970. */
export interface Course {
  readonly tallies: readonly Tally[];
  /** When a condition may come out differently, in order; between two such moments only the fading of points goes on. */
  readonly edges: readonly number[];
  /** Engagement, in points, at which something may change. */
  readonly thresholds: readonly number[];
  /** All that is to be told apart, as a text. */
  readonly stateAt: (moment: number) => string;
}

/** So much is looked at, at most: enough for any real lead, and an end for a made-up one. */
const MANY_LOOKS = 20_000;

/**
 * The first moment after `now` at which the state is another; undefined when it stays for good. Every rule's points only ever come nearer to nothing, so that
 * gains and losses at both ends of a span bound the sum within: spans in which no threshold lies between the bounds are skipped, others are halved. Exact to
 * the millisecond; where looking would take too long, a moment before the change is told (looking again then goes on from there).
 */
export function nextChange({ tallies, edges, thresholds, stateAt }: Course, now: number): number | undefined {
  const state = stateAt(now);
  const gains = tallies.filter(({ prepared }) => prepared.rule.points > 0);
  const losses = tallies.filter(({ prepared }) => prepared.rule.points < 0);
  let looks = MANY_LOOKS;

  const end = Math.max(now, ...tallies.map(fadedAt), ...edges);
  let from = now;
  for (const edge of [...edges, end + 1]) {
    const found = within(from, edge - 1);
    if (found !== undefined) return found;
    if (stateAt(edge) !== state) return edge;
    from = edge;
  }

  return undefined;

  /** The first change after `start`, at which nothing has changed yet, up to and with `stop`. */
  function within(start: number, stop: number): number | undefined {
    if (stop <= start || isQuiet(start, stop)) return undefined;
    if (looks-- <= 0) return start + 1;
    if (stop === start + 1) return stateAt(stop) === state ? undefined : stop;
    const middle = Math.floor((start + stop) / 2);

    return within(start, middle) ?? within(middle, stop);
  }

  function isQuiet(start: number, stop: number): boolean {
    const most = sumAt(gains, start) + sumAt(losses, stop);
    const least = sumAt(gains, stop) + sumAt(losses, start);

    return !thresholds.some((threshold) => least < threshold * 10 && threshold * 10 <= most);
  }
}

const sumAt = (tallies: readonly Tally[], moment: number): number =>
  tallies.reduce((sum, tally) => sum + tenthsAt(tally, moment), 0);
