import * as z from 'zod/mini';

/** Why a salesperson passes a lead on. */
export const declineReasons = ['no-capacity', 'wrong-region', 'no-fit', 'other'] as const;
export type DeclineReason = (typeof declineReasons)[number];

const short = (most: number) => z.string().check(z.maxLength(most, { error: `must be at most ${most} characters` }));

/** What a salesperson answers to an offer; and, once it is theirs, what they have established. What may be established is the playbook's to say. */
export const OfferDecision = z.union([
  z.strictObject({ decision: z.literal('accept') }),
  z.strictObject({ decision: z.literal('decline'), reason: z.enum(declineReasons) }),
  z.strictObject({
    decision: z.literal('establish'),
    /** Field of the playbook's `sql` list to value; as many as are known by now. */
    findings: z.record(short(60), short(200)),
  }),
]);
export type OfferDecision = z.infer<typeof OfferDecision>;

/** The same from the plain HTML form on the offer's page: findings as `findings.<field>`; one that is empty says nothing. */
export function offerDecisionOfForm(form: Readonly<Record<string, string>>): unknown {
  const rest: Record<string, string> = {};
  const findings: Record<string, string> = {};
  for (const [name, value] of Object.entries(form)) {
    const [, field] = /^findings\.(\w+)$/.exec(name) ?? [];
    if (field === undefined) rest[name] = value;
    else if (value.trim() !== '') findings[field] = value.trim();
  }

  return rest.decision === 'establish' || Object.keys(findings).length > 0 ? { ...rest, findings } : rest;
}
