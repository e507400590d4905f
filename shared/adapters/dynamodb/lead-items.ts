import * as z from 'zod/mini';
import { erasureCauses, heldBy } from '#contracts/event-values.ts';
import type { LeadEvent } from '#contracts/events.ts';
import { Channel, Grade, Level, Locale, mailNames } from '#contracts/playbook.ts';
import { blockReasons, refusalReasons } from '#domain/consent/suppression.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { marketingHeldBy, marketingMails } from '#domain/lead/mails.ts';
import { offerStatuses } from '#domain/lead/offer.ts';
import { optInStatuses } from '#domain/lead/opt-in.ts';
import { stages } from '#domain/lead/stage.ts';
import { dueAt } from '#domain/lead/timers.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { packOutbox } from './pack-outbox.ts';
import { packReasons, unpackReasons } from './packed-reasons.ts';
import { leadIdOf, leadKey } from './table.ts';

/** A lead is two items: the head, small because it is written with every change, and the profile, written only when it changes (ADR 0006). */
export const HEAD = 'LEAD';
export const PROFILE = 'PROFILE';

/** Due leads spread over so many partitions of the index: 16,000 changes a second before one is full. */
export const DUE_SHARDS = 16;

const Instant = z.iso.datetime({ precision: 3 });
const Head = z.looseObject({
  pk: z.string(),
  version: z.int(),
  addressHash: z.string(),
  formId: z.string(),
  locale: Locale,
  capturedAt: Instant,
  stage: z.enum(stages),
  stages: z.partialRecord(z.enum(stages), z.strictObject({ since: Instant, by: z.string(), reason: z.string() })),
  optIn: z.strictObject({
    status: z.enum(optInStatuses),
    requestId: z.string(),
    requestedAt: Instant,
    expiresAt: Instant,
    mailWanted: z.boolean(),
    mails: z.array(Instant),
    decidedAt: z.optional(Instant),
    everConfirmed: z.optional(z.boolean()),
    network: z.optional(z.string()),
    asked: z.optional(z.int()),
    remindAt: z.optional(Instant),
    reminderWanted: z.optional(z.boolean()),
    held: z.optional(z.strictObject({ by: z.enum(heldBy), since: Instant })),
  }),
  consents: z.record(
    z.string(),
    z.strictObject({
      channel: Channel,
      purpose: z.string(),
      status: z.enum(['requested', 'confirmed', 'withdrawn']),
      at: Instant,
    }),
  ),
  ledger: z.strictObject({ entries: z.int(), hash: z.string() }),
  enrichedAt: z.optional(Instant),
  score: z.optional(
    z.strictObject({
      fit: z.number(),
      engagement: z.number(),
      total: z.number(),
      // Scores of before there were grades; the next rescore puts them right.
      grade: z._default(Grade, 'D'),
      level: z._default(Level, 4),
      disqualifiedBy: z.optional(z.string()),
      path: z.optional(z.string()),
      playbook: z.string(),
      at: Instant,
      nextChangeAt: z.optional(Instant),
    }),
  ),
  /** Packed, see `packed-reasons.ts`. */
  reasons: z.optional(z.string()),
  rescoreAt: z.optional(Instant),
  fellBelowAt: z.optional(Instant),
  routing: z.optional(
    z.strictObject({
      declined: z.array(z.string()),
      lapsed: z.array(z.string()),
      retryAt: z.optional(Instant),
      resting: z.optional(z.boolean()),
    }),
  ),
  offer: z.optional(
    z.strictObject({
      id: z.string(),
      salesperson: z.string(),
      status: z.enum(offerStatuses),
      offeredAt: Instant,
      remindAt: Instant,
      acceptBy: Instant,
      remindedAt: z.optional(Instant),
      endedAt: z.optional(Instant),
      mailed: z.array(z.enum(['offer', 'offer-reminder', 'accepted'])),
    }),
  ),
  owner: z.optional(z.string()),
  mailing: z.optional(z.strictObject({ mail: z.enum(mailNames), until: Instant })),
  mailRetry: z.optional(z.strictObject({ at: Instant, attempts: z.int() })),
  marketed: z.optional(z.partialRecord(z.enum(marketingMails), Instant)),
  heldMails: z.optional(
    z.partialRecord(z.enum(marketingMails), z.strictObject({ by: z.enum(marketingHeldBy), since: Instant })),
  ),
  suppressed: z.optional(z.enum([...blockReasons, ...refusalReasons])),
  eraseAt: z.optional(Instant),
  erasure: z.optional(
    z.strictObject({ because: z.enum(erasureCauses), requestedAt: Instant, lookAt: z.optional(Instant) }),
  ),
});

const Body = z.looseObject({
  profile: z.record(
    z.string(),
    z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]), source: z.string(), at: Instant }),
  ),
});

/** The head with the events of its last change as outbox (a JSON text: the stream's filter sees that it is there) and its place among the due leads. */
export function headItem(lead: Lead, events: readonly LeadEvent[]): Item {
  const { id, profile: _, score, ...head } = lead;
  const due = dueAt(lead);

  return toItem({
    pk: leadKey(id),
    sk: HEAD,
    ...head,
    ...(score && { score: { ...score, reasons: undefined }, reasons: packReasons(score.reasons) }),
    ...(due === undefined ? {} : { duePk: dueShard(id), dueAt: due }),
    ...(events.length === 0 ? {} : { outbox: packOutbox(events) }),
  });
}

export const profileItem = ({ id, profile }: Lead): Item => toItem({ pk: leadKey(id), sk: PROFILE, profile });

/** The lead that its items make. Throws a parse error that names fields, never values. */
export function leadOf(head: Item, body: Item): Lead {
  const {
    pk,
    sk: _sk,
    duePk: _duePk,
    dueAt: _dueAt,
    outbox: _outbox,
    score,
    reasons,
    ...rest
  } = Head.parse(fromItem(head));
  const { profile } = Body.parse(fromItem(body));

  return {
    ...rest,
    id: leadIdOf(pk),
    profile,
    ...(score && { score: { ...score, reasons: unpackReasons(reasons ?? '[]') } }),
  };
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** ULIDs end in random characters of Crockford's alphabet: the place of the last one spreads leads evenly (its character code would leave shards empty). */
export function dueShard(id: string): string {
  return `DUE#${Math.max(0, CROCKFORD.indexOf(id.slice(-1))) % DUE_SHARDS}`;
}
