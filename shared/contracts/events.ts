import * as z from 'zod/mini';
import { erasureCauses, heldBy, withdrawalMethods } from './event-values.ts';
import { activityKinds, Grade, Level, mailNames } from './playbook.ts';

/**
 * Every event about a lead: source `goldpan`, detail-type the key below, detail `{ version: 1, id, at, leadId, …facts }`. Facts are ids, names of things and
 * numbers; personal data never travels.
 */

const Id = z.string();
const Instant = z.iso.datetime({ precision: 3 });
const Salesperson = z.string();
const reasons = z.array(z.strictObject({ rule: z.string(), points: z.number() }));

export const facts = {
  'lead.captured': z.strictObject({ formId: Id, requestId: Id }),
  'lead.resubmitted': z.strictObject({ formId: Id, requestId: Id }),
  'lead.mail-due': z.strictObject({ mails: z.array(z.enum(mailNames)), attempt: z.int() }),
  'lead.mailed': z.strictObject({ mail: z.enum(mailNames), messageId: z.string() }),
  'lead.opt-in-held': z.strictObject({ requestId: Id, by: z.enum(heldBy) }),
  'lead.confirmed': z.strictObject({ requestId: Id }),
  'lead.opt-in-expired': z.strictObject({ requestId: Id }),
  'lead.opt-in-reminder-due': z.strictObject({ requestId: Id }),
  'lead.withdrawn': z.strictObject({
    requestId: Id,
    method: z.enum(withdrawalMethods),
    /** Channel and purpose of each consent that ended. */
    consents: z.array(z.string()),
    optInEnded: z.boolean(),
  }),
  'lead.erasure-requested': z.strictObject({ because: z.enum(erasureCauses) }),
  'lead.erasure-due': z.strictObject({ step: z.enum(['delete', 'sweep', 'proof']) }),
  'lead.erased': z.strictObject({ because: z.enum(erasureCauses) }),
  'lead.enriched': z.strictObject({ fields: z.array(z.string()) }),
  'lead.scored': z.strictObject({
    fit: z.number(),
    engagement: z.number(),
    total: z.number(),
    grade: Grade,
    level: Level,
    playbook: z.string(),
    reasons,
  }),
  'lead.qualified': z.strictObject({
    path: z.string(),
    fit: z.number(),
    engagement: z.number(),
    grade: Grade,
    level: Level,
    playbook: z.string(),
    reasons,
  }),
  'lead.rescore-due': z.strictObject({ because: z.enum(['time', 'release', 'answers']) }),
  'lead.fell-below': z.strictObject({
    fit: z.number(),
    engagement: z.number(),
    grade: Grade,
    level: Level,
    playbook: z.string(),
  }),
  'lead.offered': z.strictObject({ offerId: Id, salesperson: Salesperson, acceptBy: Instant }),
  'lead.offer-reminder-due': z.strictObject({ offerId: Id, salesperson: Salesperson }),
  'lead.accepted': z.strictObject({ offerId: Id, salesperson: Salesperson }),
  'lead.declined': z.strictObject({ offerId: Id, salesperson: Salesperson, reason: z.string() }),
  'lead.offer-lapsed': z.strictObject({ offerId: Id, salesperson: Salesperson }),
  'lead.unrouted': z.strictObject({ retryAt: Instant, reason: z.string() }),
  'lead.routing-due': z.strictObject({}),
  'lead.recycled': z.strictObject({ reason: z.string() }),
  'lead.established': z.strictObject({ by: z.string(), fields: z.array(z.string()) }),
  'lead.sales-qualified': z.strictObject({ by: z.string(), reason: z.string() }),
  'lead.won': z.strictObject({ by: z.string(), reason: z.string() }),
  'lead.lost': z.strictObject({ by: z.string(), reason: z.string() }),
  'lead.disqualified': z.strictObject({ by: z.string(), reason: z.string() }),
  'activity.recorded': z.strictObject({ activityId: Id, kind: z.enum(activityKinds), topic: z.optional(z.string()) }),
} as const;

export type EventType = keyof typeof facts;
export type Facts<T extends EventType> = z.infer<(typeof facts)[T]>;

/** What happened to one lead: its type and facts. `id` is `<leadId>.<version>.<n>`, so that the same change always makes the same ids. */
export type LeadEvent<T extends EventType = EventType> = {
  [K in T]: {
    readonly id: string;
    readonly type: K;
    readonly at: string;
    readonly leadId: string;
    readonly facts: Facts<K>;
  };
}[T];

/**
 * Events about the playbook itself; their detail is `{ version: 1, id, at, …facts }`. `playbook` is the version that was released; `release` counts releases.
 * The cursor of a page stays in the table: a listener reads there how far the segment is.
 */
export const playbookFacts = {
  'playbook.released': z.strictObject({ playbook: z.string(), release: z.int() }),
  'playbook.rescore-page': z.strictObject({
    playbook: z.string(),
    release: z.int(),
    segment: z.int(),
    segments: z.int(),
    page: z.int(),
  }),
  'playbook.rescored': z.strictObject({ playbook: z.string(), release: z.int(), leads: z.int() }),
} as const;

export type PlaybookEventType = keyof typeof playbookFacts;

/** What happened to the playbook. `id` says which release it is about, and repeats with it. */
export type PlaybookEvent<T extends PlaybookEventType = PlaybookEventType> = {
  [K in T]: {
    readonly id: string;
    readonly type: K;
    readonly at: string;
    readonly facts: z.infer<(typeof playbookFacts)[K]>;
  };
}[T];

/** Everything that is announced. */
export type GoldpanEvent = LeadEvent | PlaybookEvent;

/** What every consumer reads of a lead's event: whom it concerns. Consumers re-read the lead and decide on what is true now. */
export const EventDetail = z.looseObject({ version: z.literal(1), id: Id, at: Instant, leadId: Id });

/** One queue message about a lead: EventBridge's envelope around the detail. */
export const EventEnvelope = z.looseObject({ 'detail-type': z.string(), detail: EventDetail });

/** What every consumer of playbook events reads before the facts. */
export const PlaybookEventEnvelope = z.looseObject({
  'detail-type': z.enum(Object.keys(playbookFacts) as [PlaybookEventType, ...PlaybookEventType[]]),
  detail: z.looseObject({ version: z.literal(1), id: Id, at: Instant }),
});
