import { finished, isRunning, type Release } from '#domain/release/release.ts';
import type { Releases } from '#ports/releases.ts';
import type { Clock } from '#ports/world.ts';

/** Ends a release when every segment of the table is through; the number of leads told then, undefined otherwise. Of two at once one ends it. */
export async function finishRelease(releases: Releases, release: Release, clock: Clock): Promise<number | undefined> {
  if (!isRunning(release)) return undefined;
  const segments = await releases.segments(release);
  const isThrough = segments.length > 0 && segments.length === segments[0]?.segments;
  if (!isThrough || segments.some(({ finishedAt }) => finishedAt === undefined)) return undefined;
  const leads = segments.reduce((sum, segment) => sum + segment.leads, 0);

  return (await releases.save(finished(release, leads, clock()))) ? leads : undefined;
}
