import * as z from 'zod/mini';
import { ActivityKind } from './playbook.ts';

/**
 * What lets an activity count. `tracking`: it was observed, and counts only while the person consents to that. `declared`: the person came to us with it
 * and knows that we know; it counts without (docs/adr/0031).
 */
export const activityBasis: Readonly<Record<ActivityKind, 'tracking' | 'declared'>> = {
  'page-visited': 'tracking',
  'paper-downloaded': 'tracking',
  'video-watched': 'tracking',
  'webinar-registered': 'declared',
  'webinar-attended': 'declared',
  'event-registered': 'declared',
  'event-attended': 'declared',
  'mail-opened': 'tracking',
  'mail-clicked': 'tracking',
  'pricing-viewed': 'tracking',
  'contact-requested': 'declared',
  'demo-requested': 'declared',
  'trial-started': 'declared',
  'product-used': 'tracking',
};

/** The most activities that one request reports. */
export const MOST_ACTIVITIES = 100;

const Moment = z.iso.datetime({ error: 'must be an ISO 8601 instant in UTC' }).check(z.maxLength(40));

const what = {
  id: z.string().check(z.regex(/^[\w-]{8,64}$/, { error: 'must be 8 to 64 letters, digits, - or _' })),
  kind: ActivityKind,
  at: z.optional(Moment),
  topic: z.optional(z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, { error: 'must be a short name in lower case' }))),
  page: z.optional(
    z
      .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
      .check(z.maxLength(1000, { error: 'must be at most 1000 characters' })),
  ),
};

/** What a page's script can see: the browser is driven by a program; nobody looks at the page; somebody used key or pointer. */
const SeenSigns = z.array(z.enum(['automated', 'unattended', 'attended'])).check(z.maxLength(3));

/** One activity as a site reports it. `lead` is the token from our confirmation page; the id makes a repeat harmless. */
export const ActivityReport = z.strictObject({
  lead: z.string().check(z.maxLength(200)),
  ...what,
  signs: z.optional(SeenSigns),
});
export type ActivityReport = z.infer<typeof ActivityReport>;

/** One activity as another system reports it, with a key of ours. It knows the lead by the e-mail address. */
export const ServerActivityReport = z.strictObject({
  email: z.string().check(z.maxLength(254, { error: 'must be at most 254 characters' })),
  ...what,
});
export type ServerActivityReport = z.infer<typeof ServerActivityReport>;

const batchOf = <Report extends z.ZodMiniType>(report: Report) =>
  z.strictObject({
    activities: z
      .array(report)
      .check(z.minLength(1), z.maxLength(MOST_ACTIVITIES, { error: `must be at most ${MOST_ACTIVITIES}` })),
    /** The sender's clock as it sent this. Where it is off by more than five minutes, every `at` is put right by as much. */
    sentAt: z.optional(Moment),
  });
export const ActivityBatch = batchOf(ActivityReport);
export const ServerActivityBatch = batchOf(ServerActivityReport);

/** One, or a batch; by token, or with a key by address. */
export const ActivityReports = z.union([ActivityReport, ActivityBatch, ServerActivityReport, ServerActivityBatch]);
