import * as z from 'zod';
import {
  Department,
  Disqualifier,
  EngagementRule,
  FitRule,
  Frequency,
  MqlPath,
  Scoring,
  Segment,
  Seniority,
  Sla,
  SqlRequirement,
} from '#contracts/playbook.ts';
import { Duration, WorkingDuration } from './source-durations.ts';

/** What the files of `playbook/qualification/` may say. Conditions stay unparsed: `parsePredicate` gives better reasons than a union of schemas can. */

const Condition = z.unknown().meta({ id: 'Condition' });

const LongDuration = Duration.refine((ms) => ms <= tenYears, 'must be at most ten years');
const tenYears = 3653 * 86_400_000;

export const FitSource = z.strictObject({
  rules: z.array(z.strictObject({ ...FitRule.shape, when: Condition })).max(200),
});
export type FitSource = z.infer<typeof FitSource>;

export const EngagementSource = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        ...EngagementRule.shape,
        halfLife: LongDuration,
        times: z.optional(z.strictObject({ ...Frequency.shape, within: LongDuration })),
      }),
    )
    .max(200),
});
export type EngagementSource = z.infer<typeof EngagementSource>;

export const SegmentsSource = z.strictObject({
  segments: z.array(z.strictObject({ ...Segment.shape, when: Condition })).max(100),
});
export type SegmentsSource = z.infer<typeof SegmentsSource>;

export const StagesSource = z.strictObject({
  disqualifiers: z.array(z.strictObject({ ...Disqualifier.shape, when: Condition })).max(50),
  grades: Scoring.shape.grades,
  levels: Scoring.shape.levels,
  mql: z
    .array(z.strictObject({ ...MqlPath.shape, when: z.optional(Condition) }))
    .min(1)
    .max(20),
  fallBelow: Scoring.shape.fallBelow,
  recycleCooldown: LongDuration,
  sql: z.array(SqlRequirement).max(20),
});
export type StagesSource = z.infer<typeof StagesSource>;

const Words = z.array(z.string().min(1).max(80)).min(1).max(1000);
export const TitlesSource = z.strictObject({
  seniority: z.array(z.strictObject({ ...Seniority.shape, words: Words })).max(50),
  department: z.array(z.strictObject({ ...Department.shape, words: Words })).max(50),
});

const { sales } = Sla.shape;
export const SlaSource = z.strictObject({
  marketing: Sla.shape.marketing,
  sales: z.strictObject({
    acceptWithin: WorkingDuration,
    remindAfter: WorkingDuration,
    firstContactWithin: WorkingDuration,
    leadsPerWeek: sales.shape.leadsPerWeek,
  }),
});
export type SlaSource = z.infer<typeof SlaSource>;
