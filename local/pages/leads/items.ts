import * as z from 'zod';
import { ActivityKind, grades, levels } from '#contracts/playbook.ts';

/** What the pages show of a lead's items; the functions' own schema is in `shared/adapters/dynamodb/lead-items.ts`. */
const Instant = z.iso.datetime();

/** Why a lead has its points, packed: rule and points, and for what it did also undecayed points, how many times, and the latest activity with its time. */
const Reason = z.union([
  z.tuple([z.string(), z.number()]).transform(([rule, points]) => ({ axis: 'fit' as const, rule, points })),
  z
    .tuple([z.string(), z.number(), z.number(), z.number(), z.string(), Instant])
    .transform(([rule, points, undecayed, count, activity, at]) => ({
      axis: 'engagement' as const,
      rule,
      points,
      undecayed,
      count,
      latest: { activity, at },
    })),
]);
const Reasons = z.string().transform((packed) => z.array(Reason).parse(JSON.parse(packed)));

/** Why a mail that is due does not go out. */
const Held = z.object({ by: z.string(), since: Instant });

export const Head = z.object({
  pk: z.string(),
  sk: z.literal('LEAD'),
  version: z.number(),
  addressHash: z.string(),
  formId: z.string(),
  locale: z.string(),
  capturedAt: Instant,
  stage: z.string(),
  stages: z.record(z.string(), z.object({ since: Instant, by: z.string(), reason: z.string() })),
  optIn: z.object({
    status: z.string(),
    requestedAt: Instant,
    expiresAt: Instant,
    mails: z.array(Instant),
    decidedAt: Instant.optional(),
    mailWanted: z.boolean(),
    held: Held.optional(),
  }),
  heldMails: z.record(z.string(), Held).optional(),
  consents: z.record(
    z.string(),
    z.object({ channel: z.string(), purpose: z.string(), status: z.string(), at: Instant }),
  ),
  enrichedAt: Instant.optional(),
  score: z
    .object({
      fit: z.number(),
      engagement: z.number(),
      total: z.number(),
      // Scores of before there were grades.
      grade: z.enum(grades).default('D'),
      level: z.literal(levels).default(4),
      disqualifiedBy: z.string().optional(),
      path: z.string().optional(),
      nextChangeAt: Instant.optional(),
      playbook: z.string(),
      at: Instant,
    })
    .optional(),
  reasons: Reasons.optional(),
  routing: z
    .object({ declined: z.array(z.string()), lapsed: z.array(z.string()), retryAt: Instant.optional() })
    .optional(),
  offer: z
    .object({
      id: z.string(),
      salesperson: z.string(),
      status: z.string(),
      offeredAt: Instant,
      remindAt: Instant,
      acceptBy: Instant,
      remindedAt: Instant.optional(),
      endedAt: Instant.optional(),
    })
    .optional(),
  owner: z.string().optional(),
  mailRetry: z.object({ at: Instant }).optional(),
  /** When its earliest timer falls due. */
  dueAt: Instant.optional(),
});
export type Head = z.infer<typeof Head>;

export const Body = z.object({
  pk: z.string(),
  sk: z.literal('PROFILE'),
  profile: z.record(
    z.string(),
    z.object({ value: z.union([z.string(), z.number(), z.boolean()]), source: z.string(), at: Instant }),
  ),
});
export type Profile = z.infer<typeof Body>['profile'];

/** A row of a lead's history. */
export const HistoryItem = z.object({
  id: z.string(),
  type: z.string(),
  at: Instant,
  facts: z.record(z.string(), z.unknown()),
});
export type HistoryItem = z.infer<typeof HistoryItem>;

export const ActivityItem = z.object({
  id: z.string(),
  kind: ActivityKind,
  at: Instant,
  topic: z.string().optional(),
  page: z.string().optional(),
  signs: z.array(z.string()).optional(),
});
export type ActivityItem = z.infer<typeof ActivityItem>;

/** An entry of the ledger: what happened to a consent, or to the mail that asked for it. */
export const ConsentItem = z.object({
  n: z.number(),
  kind: z.string(),
  channel: z.string().optional(),
  purpose: z.string().optional(),
  at: Instant,
  hash: z.string(),
  previous: z.string(),
  viewer: z.object({ ip: z.string(), userAgent: z.string() }).optional(),
  mail: z.object({ template: z.string(), messageId: z.string() }).optional(),
  messageId: z.string().optional(),
  method: z.string().optional(),
  wording: z.object({ text: z.string(), sha256: z.string(), locale: z.string() }).optional(),
});
export type ConsentItem = z.infer<typeof ConsentItem>;
