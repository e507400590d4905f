import * as z from 'zod';
import { ActivityKind, Channel } from '#contracts/playbook.ts';

const Instant = z.iso.datetime({ precision: 3, error: 'must be an instant such as 2026-11-23T09:30:00.000Z' });

/**
 * What is stored about one lead, as far as a backtest needs it: one line of an export. No e-mail address and no telephone number is among it; that there is
 * one is (`facts-of.ts`).
 */
export const LeadFacts = z.strictObject({
  id: z.string().min(1).max(64),
  capturedAt: Instant,
  profile: z.record(
    z.string().max(40),
    z.strictObject({
      value: z.union([z.string().max(1000), z.number(), z.boolean()]),
      source: z.string().max(80),
      at: Instant,
    }),
  ),
  /** What the lead declared, in any order; the wording stays in the ledger. */
  consents: z
    .array(
      z.strictObject({
        channel: Channel,
        purpose: z.string().max(40).exactOptional(),
        kind: z.enum(['requested', 'confirmed', 'withdrawn']),
        at: Instant,
      }),
    )
    .max(1000),
  activities: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(64),
        kind: ActivityKind,
        at: Instant,
        topic: z.string().max(40).exactOptional(),
        page: z.string().max(1000).exactOptional(),
      }),
    )
    .max(10_000),
  /** When sales had established what makes an SQL. */
  sqlAt: z.optional(Instant),
  /** How it ended. Without one it is still open. */
  outcome: z.optional(z.strictObject({ result: z.enum(['won', 'lost']), at: Instant })),
});
export type LeadFacts = z.infer<typeof LeadFacts>;

/** The first line of an export, where there is one: when the facts were written down. */
export const FactsHeader = z.strictObject({ exportedAt: Instant, leads: z.int().nonnegative().optional() });
export type FactsHeader = z.infer<typeof FactsHeader>;
