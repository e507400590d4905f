import * as z from 'zod/mini';
import { ActivityKind } from './playbook.ts';

/** One activity as a site reports it. `lead` is the token from our confirmation page; the id makes a repeat harmless. */
export const ActivityReport = z.strictObject({
  lead: z.string().check(z.maxLength(200)),
  id: z.string().check(z.regex(/^[\w-]{8,64}$/, { error: 'must be 8 to 64 letters, digits, - or _' })),
  kind: ActivityKind,
  at: z.optional(z.iso.datetime({ error: 'must be an ISO 8601 instant in UTC' })),
  topic: z.optional(z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, { error: 'must be a short name in lower case' }))),
  page: z.optional(
    z
      .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
      .check(z.maxLength(1000, { error: 'must be at most 1000 characters' })),
  ),
});
export type ActivityReport = z.infer<typeof ActivityReport>;

/** One, or a batch. */
export const ActivityReports = z.union([
  ActivityReport,
  z.strictObject({
    activities: z.array(ActivityReport).check(z.minLength(1), z.maxLength(25, { error: 'must be at most 25' })),
  }),
]);
