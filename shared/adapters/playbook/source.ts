import * as z from 'zod';
import { EngagementRule, FitRule, Form, MqlPath, PerLocale, Salesperson, Team } from '#contracts/playbook.ts';
import { parseDuration } from './duration.ts';
import { parseShift } from './shift.ts';

/** What the playbook's YAML files may say. The compiled shape is `#contracts/playbook.ts`; here durations and shifts are still text. */

const Duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: 'must be a duration such as P7D, PT4H or PT30M' });

  return z.NEVER;
});

/** Working time is counted in hours at work, so that a day (24 hours) would be a trap. */
const WorkingDuration = z
  .string()
  .regex(/^(?!.*[DW])/, 'is working time: write hours and minutes, such as PT4H or PT1H30M')
  .pipe(Duration);

const Shift = z.string().transform((text, context): [number, number] => {
  const shift = parseShift(text);
  if (shift !== undefined) return shift;
  context.addIssue({
    code: 'custom',
    message: 'must be working time such as "09:00-12:30", the end after the beginning',
  });

  return z.NEVER;
});

const Day = z.array(Shift).default([]);
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const Week = z.strictObject({
  monday: Day,
  tuesday: Day,
  wednesday: Day,
  thursday: Day,
  friday: Day,
  saturday: Day,
  sunday: Day,
});

const WebAddress = z.url({ protocol: /^https$/, error: 'must be an address that begins with https://' });

/** An address of its own, or a path of the company's site; `//` and `/\\` would be another host to a browser. */
const SiteAddress = z.union([WebAddress, z.string().regex(/^\/(?![/\\])[^\s\\]*$/)], {
  error: 'must be an address that begins with https://, or a path of the site that begins with /',
});

export const CompanySource = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(120)
    .regex(/^[^\r\n]*$/, 'must be one line'),
  imprint: PerLocale,
  privacyUrl: WebAddress,
});

const { id: _formId, ...form } = Form.shape;
export const FormSource = z.strictObject({
  ...form,
  optInExpiry: Duration,
  reward: z.strictObject({ ...form.reward.shape, url: z.strictObject({ de: SiteAddress, en: SiteAddress }) }),
});
export type FormSource = z.infer<typeof FormSource>;

/** Conditions stay unparsed here: `parsePredicate` gives better reasons than a union of schemas can. */
export const ScoringSource = z.strictObject({
  fit: z.array(z.strictObject({ ...FitRule.shape, when: z.unknown() })).max(200),
  engagement: z.array(z.strictObject({ ...EngagementRule.shape, halfLife: Duration })).max(200),
  mql: z
    .array(z.strictObject({ ...MqlPath.shape, within: z.optional(Duration) }))
    .min(1)
    .max(20),
  recycleCooldown: Duration,
});
export type ScoringSource = z.infer<typeof ScoringSource>;

export const TeamSource = z.strictObject({
  id: Team.shape.id,
  acceptWithin: WorkingDuration,
  remindAfter: WorkingDuration,
  people: z
    .array(z.strictObject({ ...Salesperson.shape, week: Week }))
    .min(1)
    .max(200),
});
export type TeamSource = z.infer<typeof TeamSource>;

export const FrontMatter = z.strictObject({
  subject: z
    .string()
    .min(1)
    .max(150)
    .regex(/^[^\r\n]*$/, 'must be one line'),
});
