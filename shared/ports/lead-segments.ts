import type { Page, Segment } from '#domain/release/segment.ts';

export interface LeadSegments {
  /** The next page of a segment of the table: the confirmed leads in it that have a score by another playbook than the segment's. Eventually consistent. */
  read(segment: Segment): Promise<Page>;
}
