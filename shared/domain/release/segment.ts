import type { PlaybookEvent } from '#contracts/events.ts';
import { after, type Instant, isDue } from '../instant.ts';
import { type Release, STALLS_AFTER } from './release.ts';

/** Where a page of a segment ended, as the table names it. */
export interface Cursor {
  readonly pk: string;
  readonly sk: string;
}

/** How far one segment of the table is with one release. */
export interface Segment {
  readonly playbook: string;
  readonly release: number;
  readonly segment: number;
  readonly segments: number;
  /** The page to do next, counted from 0: how many are done. */
  readonly page: number;
  /** Where that page begins; undefined for the first. */
  readonly cursor?: Cursor;
  /** Items looked at, and leads told, so far. */
  readonly scanned: number;
  readonly leads: number;
  readonly startedAt: Instant;
  /** When it last got on, or was announced again. */
  readonly at: Instant;
  readonly finishedAt?: Instant;
}

/** What one page held. Without a cursor it was the last. */
export interface Page {
  readonly leads: readonly string[];
  readonly scanned: number;
  readonly cursor?: Cursor;
}

/** One segment of so many, before its first page. */
export const begun = (
  { number, playbook = '' }: Release,
  segment: number,
  segments: number,
  now: Instant,
): Segment => ({
  playbook,
  release: number,
  segment,
  segments,
  page: 0,
  scanned: 0,
  leads: 0,
  startedAt: now,
  at: now,
});

/** The segment after the page that was next. */
export function advanced({ cursor: _, ...segment }: Segment, { leads, scanned, cursor }: Page, now: Instant): Segment {
  return {
    ...segment,
    page: segment.page + 1,
    scanned: segment.scanned + scanned,
    leads: segment.leads + leads.length,
    at: now,
    ...(cursor === undefined ? { finishedAt: now } : { cursor }),
  };
}

export const isStalled = ({ at, finishedAt }: Segment, now: Instant): boolean =>
  finishedAt === undefined && isDue(after(at, STALLS_AFTER), now);

/** Asks for the segment's next page; nothing when it is through. */
export function nextPage({ playbook, release, segment, segments, page, at, finishedAt }: Segment): PlaybookEvent[] {
  if (finishedAt !== undefined) return [];

  return [
    {
      id: `release.${release}.${segment}.${page}`,
      type: 'playbook.rescore-page',
      at,
      facts: { playbook, release, segment, segments, page },
    },
  ];
}
