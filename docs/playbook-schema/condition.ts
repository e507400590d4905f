import * as z from 'zod';
import { activityKinds } from '#contracts/playbook.ts';

const Duration = z.string().describe('ISO 8601: P7D seven days, PT4H four hours, P2W two weeks');
const field = z
  .string()
  .describe(
    'A field of a form, what sales established, emailKind, companyDomain, countryFromTld, seniority, department',
  );
const value = z.union([z.string(), z.number()]);

/** A condition as authors write it; `parsePredicate` reads it. For editors, who complete and underline by it. */
export const Condition: z.ZodType = z
  .lazy(() =>
    z.union([
      z.strictObject({ all: z.array(Condition).min(1).describe('All of these hold') }),
      z.strictObject({ any: z.array(Condition).min(1).describe('At least one of these holds') }),
      z.strictObject({ not: Condition }),
      z.strictObject({ field, equals: value.describe('Exactly that') }),
      z.strictObject({ field, in: z.array(value).min(1).describe('One of these') }),
      z.strictObject({ field, contains: z.array(z.string()).min(1).describe('One of these as whole words') }),
      z.strictObject({ field, matches: z.array(z.string()).min(1).describe('* any text, ? one character') }),
      z.strictObject({
        field,
        range: z
          .strictObject({ min: z.number().optional(), max: z.number().optional() })
          .describe('Both ends included'),
      }),
      z.strictObject({ field, exists: z.boolean().describe('Whether it is known') }),
      z.strictObject({ field, since: Duration.describe('A date not longer ago than so long') }),
      z.strictObject({
        activity: z.enum(activityKinds),
        topic: z.string().optional(),
        page: z.string().describe('* any text, ? one character').optional(),
        within: Duration.optional(),
        atLeast: z.int().min(1).max(100).optional(),
      }),
    ]),
  )
  .meta({ id: 'Condition' });
