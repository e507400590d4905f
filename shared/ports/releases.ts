import type { Release, ReleaseChange } from '#domain/release/release.ts';
import type { Segment } from '#domain/release/segment.ts';

/** The release of the playbook, and how far each segment of the table is with it. Reads are strongly consistent; what is saved is announced by the stream. */
export interface Releases {
  /** Undefined before any playbook was seen. */
  current(): Promise<Release | undefined>;

  /** Saves a change with its events; false when somebody else changed the release since it was read. */
  save(change: ReleaseChange): Promise<boolean>;

  /** The segments of a release that were begun, in order. */
  segments(release: Release): Promise<Segment[]>;

  segment(release: Release, segment: number): Promise<Segment | undefined>;

  /** Begins a segment and asks for its first page; false when that was done before. */
  begin(segment: Segment): Promise<boolean>;

  /**
   * Saves where a segment is, tells `leads` that they are due, and asks for the next page, all in one write; false when the segment is not at page `from` of its
   * release any more: somebody else did that page, or a newer release began.
   */
  advance(segment: Segment, from: number, leads: readonly string[]): Promise<boolean>;
}
