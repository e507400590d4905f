import * as z from 'zod/mini';
import { erasureCauses } from '#contracts/event-values.ts';
import type { LeadEvent } from '#contracts/events.ts';
import type { ErasureRecord, RecordChange } from '#domain/erasure/erasure-record.ts';
import { after, DAY } from '#domain/instant.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { dueShard } from './lead-items.ts';
import { unpackOutbox } from './outbox.ts';
import { packOutbox } from './pack-outbox.ts';

/** How long the report of an erasure can be looked up after its last step. */
const REPORT_KEPT = 4 * 365 * DAY;

const Instant = z.iso.datetime({ precision: 3 });
const Head = z.strictObject({ entries: z.int(), hash: z.string() });
const Stored = z.object({
  leadId: z.string(),
  revision: z.int(),
  because: z.enum(erasureCauses),
  requestedAt: Instant,
  step: z.enum(['delete', 'sweep', 'proof', 'done']),
  addressHash: z.optional(z.string()),
  proof: z.optional(z.strictObject({ after: Head, until: Head })),
  keepsProof: z.boolean(),
  counted: z.optional(z.string()),
  receipts: z.record(
    z.string(),
    z.strictObject({
      outcome: z.enum(['deleted', 'kept', 'forgets', 'holds-nothing']),
      at: Instant,
      count: z.optional(z.int()),
      until: z.optional(Instant),
    }),
  ),
  erasedAt: z.optional(Instant),
  doneAt: z.optional(Instant),
  dueAt: z.optional(Instant),
});
const Announcing = z.looseObject({ leadId: z.string(), revision: z.int(), outbox: z.optional(z.string()) });

const PREFIX = 'ERASURE#';
export const erasureKey = (leadId: string) => ({ pk: `${PREFIX}${leadId}`, sk: 'ERASURE' });
export const isErasureKey = (pk: string): boolean => pk.startsWith(PREFIX);
export const erasedLeadOf = (pk: string): string => pk.slice(PREFIX.length);

/** The record with what it announces, and its place among what is due. */
export const erasureItem = ({ record, events }: RecordChange): Item =>
  toItem({
    ...erasureKey(record.leadId),
    ...record,
    ...(record.dueAt === undefined ? {} : { duePk: dueShard(record.leadId) }),
    ...(record.doneAt === undefined
      ? {}
      : { expiresAt: Math.ceil(Date.parse(after(record.doneAt, REPORT_KEPT)) / 1_000) }),
    ...(events.length === 0 ? {} : { outbox: packOutbox(events) }),
  });

export const erasureOf = (item: Item): ErasureRecord => Stored.parse(fromItem(item));

/** What an image of a record announces. Their ids differ from those of the lead's own events. */
export function erasureEventsOf(image: Item): LeadEvent[] {
  const { leadId, revision, outbox } = Announcing.parse(fromItem(image));
  if (outbox === undefined) return [];

  return unpackOutbox(outbox, leadId, revision).map((event, n) => ({
    ...event,
    id: `${leadId}.erasure.${revision}.${n}`,
  }));
}
