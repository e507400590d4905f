import { finishRelease } from '#app/finish-release.ts';
import { after, isDue } from '#domain/instant.ts';
import { announced, isRunning, notice, type Release, STALLS_AFTER } from '#domain/release/release.ts';
import { isStalled } from '#domain/release/segment.ts';
import type { Releases } from '#ports/releases.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly releases: Releases;
  /** The version of the playbook that this function was deployed with. */
  readonly playbook: string;
  readonly clock: Clock;
}

/** What was found: a release that was announced just now, and how many announcements of a running one were repeated because it stood still. */
export interface Watched {
  readonly released?: number;
  readonly repeated: number;
}

export type WatchRelease = () => Promise<Watched>;

/** Notices that another playbook was deployed and releases it once; keeps a running release going. One read when there is nothing to do. */
export const watchRelease =
  ({ releases, playbook, clock }: World): WatchRelease =>
  async () => {
    const release = await releases.current();
    const change = notice(release, playbook, clock());
    if (change !== undefined) {
      const saved = await releases.save(change);

      return { repeated: 0, ...(saved && change.events.length > 0 ? { released: change.release.number } : {}) };
    }

    return { repeated: release !== undefined && isRunning(release) ? await keepGoing(release) : 0 };

    async function keepGoing(release: Release): Promise<number> {
      const now = clock();
      const segments = await releases.segments(release);
      const stalled = segments.filter((segment) => isStalled(segment, now));
      const repeats = stalled.map((segment) => releases.advance({ ...segment, at: now }, segment.page, []));
      const wasBegun = segments.length > 0 && segments.length === segments[0]?.segments;
      const since = release.announcedAt ?? now;
      if (!wasBegun && isDue(after(since, STALLS_AFTER), now)) repeats.push(releases.save(announced(release, now)));
      const outcomes = await Promise.all(repeats);
      await finishRelease(releases, release, clock);

      return outcomes.filter(Boolean).length;
    }
  };
