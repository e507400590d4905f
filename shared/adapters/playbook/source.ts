import * as z from 'zod';
import { Form, MaxFields, PerLocale, Salesperson, Team } from '#contracts/playbook.ts';
import { parseShift } from './shift.ts';
import { Duration } from './source-durations.ts';

/** What the playbook's YAML files may say. The compiled shape is `#contracts/playbook.ts`; here durations and shifts are still text. */

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
  // What to ask first is reckoned from the rules.
  progressive: z.strictObject({ maxFields: MaxFields }).optional(),
  reward: z.strictObject({ ...form.reward.shape, url: z.strictObject({ de: SiteAddress, en: SiteAddress }) }),
});
export type FormSource = z.infer<typeof FormSource>;

export const TeamSource = z.strictObject({
  id: Team.shape.id,
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
