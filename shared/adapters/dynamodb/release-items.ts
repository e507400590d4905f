import * as z from 'zod/mini';
import {
  type GoldpanEvent,
  type LeadEvent,
  type PlaybookEvent,
  type PlaybookEventType,
  playbookFacts,
} from '#contracts/events.ts';
import { after, DAY } from '#domain/instant.ts';
import type { Release, ReleaseChange } from '#domain/release/release.ts';
import { nextPage, type Segment } from '#domain/release/segment.ts';
import { fromItem, type Item, toItem } from './items.ts';

/** How long the progress of a release can be looked up. */
const KEPT = 90 * DAY;

const Instant = z.iso.datetime({ precision: 3 });
const types = Object.keys(playbookFacts) as [PlaybookEventType, ...PlaybookEventType[]];

const StoredRelease = z.object({
  number: z.int(),
  revision: z.int(),
  playbook: z.optional(z.string()),
  releasedAt: z.optional(Instant),
  announcedAt: z.optional(Instant),
  finishedAt: z.optional(Instant),
  leads: z.optional(z.int()),
  next: z.optional(z.strictObject({ playbook: z.string(), since: Instant })),
});

const StoredSegment = z.object({
  playbook: z.string(),
  release: z.int(),
  segment: z.int(),
  segments: z.int(),
  page: z.int(),
  cursor: z.optional(z.strictObject({ pk: z.string(), sk: z.string() })),
  scanned: z.int(),
  leads: z.int(),
  startedAt: Instant,
  at: Instant,
  finishedAt: z.optional(Instant),
});

const Announcing = z.looseObject({
  outbox: z.optional(z.string()),
  due: z.optional(z.array(z.string())),
  release: z.optional(z.int()),
  at: z.optional(Instant),
});
const Outbox = z.array(
  z.strictObject({ id: z.string(), type: z.enum(types), at: Instant, facts: z.record(z.string(), z.unknown()) }),
);

/** The one item about what is released now. */
export const CURRENT = { pk: 'RELEASE#current', sk: 'RELEASE' } as const;

export const segmentsKey = (playbook: string) => `RELEASE#${playbook}`;
export const segmentKey = (playbook: string, segment: number) => ({
  pk: segmentsKey(playbook),
  sk: `SEGMENT#${String(segment).padStart(4, '0')}`,
});

export const isReleaseKey = (pk: string): boolean => pk.startsWith('RELEASE#');

/** The release; without an outbox when it announces nothing, so that the stream passes it over. */
export const releaseItem = ({ release, events }: ReleaseChange): Item =>
  toItem({ ...CURRENT, ...release, ...(events.length === 0 ? {} : { outbox: JSON.stringify(events) }) });

/** The segment as it stands, with the leads of the page just done and the wish for the next: its outbox. */
export const segmentItem = (segment: Segment, due: readonly string[]): Item =>
  toItem({
    ...segmentKey(segment.playbook, segment.segment),
    ...segment,
    due,
    outbox: JSON.stringify(nextPage(segment)),
    expiresAt: Math.ceil(Date.parse(after(segment.at, KEPT)) / 1_000),
  });

export const releaseOf = (item: Item): Release => StoredRelease.parse(fromItem(item));
export const segmentOf = (item: Item): Segment => StoredSegment.parse(fromItem(item));

/** What an image of a release or of one of its segments announces. */
export function releaseEventsOf(image: Item): GoldpanEvent[] {
  const { outbox = '[]', due = [], release = 0, at = '' } = Announcing.parse(fromItem(image));
  const events = Outbox.parse(JSON.parse(outbox)).map(
    ({ type, facts, ...event }) => ({ ...event, type, facts: playbookFacts[type].parse(facts) }) as PlaybookEvent,
  );

  return [...due.map((leadId) => rescoreDue(leadId, release, at)), ...events];
}

const rescoreDue = (leadId: string, release: number, at: string): LeadEvent => ({
  id: `${leadId}.release.${release}`,
  type: 'lead.rescore-due',
  at,
  leadId,
  facts: { because: 'release' },
});
