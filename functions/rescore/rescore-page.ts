import { finishRelease } from '#app/finish-release.ts';
import { isRunning } from '#domain/release/release.ts';
import { advanced } from '#domain/release/segment.ts';
import type { LeadSegments } from '#ports/lead-segments.ts';
import type { Releases } from '#ports/releases.ts';
import type { Clock } from '#ports/world.ts';

interface World {
  readonly releases: Releases;
  readonly leadSegments: LeadSegments;
  readonly clock: Clock;
}

/** A page of a segment that was asked for. */
export interface Wanted {
  readonly release: number;
  readonly segment: number;
  readonly page: number;
}

/** What became of a page: leads told and items looked at, and with the very last page how many leads the whole release told. */
export type PageOutcome =
  | { readonly outcome: 'done'; readonly leads: number; readonly scanned: number; readonly rescored?: number }
  /** A newer release took over, or this one is over. */
  | { readonly outcome: 'superseded' }
  /** Somebody did this page before. */
  | { readonly outcome: 'repeated' };

export type RescorePage = (wanted: Wanted) => Promise<PageOutcome>;

/**
 * Reads one page of a segment and tells its leads that they are due. Where the segment stands, the leads and the wish for the next page are one write: a crash
 * before it leaves the page to be done again, a repeat after it finds the page done.
 */
export const rescorePage =
  ({ releases, leadSegments, clock }: World): RescorePage =>
  async ({ release: number, segment: index, page }) => {
    const release = await releases.current();
    if (release?.number !== number || !isRunning(release)) return { outcome: 'superseded' };
    const segment = await releases.segment(release, index);
    if (segment?.page !== page || segment.finishedAt !== undefined) return { outcome: 'repeated' };
    const found = await leadSegments.read(segment);
    const next = advanced(segment, found, clock());
    if (!(await releases.advance(next, page, found.leads))) return { outcome: 'repeated' };
    const rescored = next.finishedAt === undefined ? undefined : await finishRelease(releases, release, clock);

    return {
      outcome: 'done',
      leads: found.leads.length,
      scanned: found.scanned,
      ...(rescored === undefined ? {} : { rescored }),
    };
  };
