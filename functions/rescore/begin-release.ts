import { isRunning } from '#domain/release/release.ts';
import { begun } from '#domain/release/segment.ts';
import type { Releases } from '#ports/releases.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly releases: Releases;
  readonly clock: Clock;
  /** In how many segments the table is read. */
  readonly segments: number;
}

/** How many segments were begun: none when the release is over, is not the newest any more, or was begun before. */
export type BeginRelease = (release: number) => Promise<number>;

/** Begins every segment of the table that was not begun for this release. */
export const beginRelease =
  ({ releases, clock, segments }: World): BeginRelease =>
  async (number) => {
    const release = await releases.current();
    if (release?.number !== number || !isRunning(release)) return 0;
    // As many as the first attempt had: another number in between would read the table by halves.
    const [known] = await releases.segments(release);
    const count = known?.segments ?? segments;
    const all = Array.from({ length: count }, (_, segment) => begun(release, segment, count, clock()));
    const outcomes = await Promise.all(all.map((segment) => releases.begin(segment)));

    return outcomes.filter(Boolean).length;
  };
