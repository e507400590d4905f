import * as z from 'zod/mini';

/**
 * The compiled playbook: what marketing and sales wrote in `playbook/`, checked and normalised at synth. Durations are milliseconds here, texts are
 * per locale, mails are rendered to HTML and plain text with `{{name}}` placeholders left in. `version` is the hash of its content.
 */

export const Id = z
  .string()
  .check(
    z.regex(
      /^(?!(?:constructor|prototype)$)[a-z][a-z0-9-]{0,39}$/,
      'must be lower-case letters, digits and hyphens, beginning with a letter, at most 40',
    ),
  );
const Name = z
  .string()
  .check(
    z.regex(
      /^(?!(?:constructor|prototype)$)[a-z][A-Za-z0-9]{0,39}$/,
      'must be letters and digits like firstName, beginning with a small letter, at most 40',
    ),
  );
const Millis = z.int().check(z.positive());
const Text = z.string().check(z.regex(/\S/, 'must not be empty'), z.maxLength(4000));

export const locales = ['de', 'en'] as const;
export const Locale = z.enum(locales);
export type Locale = z.infer<typeof Locale>;

export const PerLocale = z.strictObject({ de: Text, en: Text });
export type PerLocale = z.infer<typeof PerLocale>;

export const FormField = z.strictObject({
  name: Name,
  type: z.enum(['email', 'text', 'tel', 'select']),
  required: z.boolean(),
  maxLength: z.int().check(z.positive(), z.maximum(1000)),
  autocomplete: z.optional(z.string()),
  label: PerLocale,
  hint: z.optional(PerLocale),
  /** For `select`: the values offered, in order. */
  options: z.optional(z.array(z.strictObject({ value: z.string().check(z.minLength(1)), label: PerLocale }))),
});
export type FormField = z.infer<typeof FormField>;

export const channels = ['email', 'phone', 'tracking'] as const;
export const Channel = z.enum(channels);
export type Channel = z.infer<typeof Channel>;

export const FormConsent = z.strictObject({
  channel: Channel,
  purpose: Id,
  /** A required consent must be ticked for the form to be accepted. */
  required: z.boolean(),
  /** The exact wording shown beside the box. */
  text: PerLocale,
});
export type FormConsent = z.infer<typeof FormConsent>;

export const Form = z.strictObject({
  id: Id,
  title: PerLocale,
  submitLabel: PerLocale,
  /** How long a confirmation link stays good. */
  optInExpiry: Millis,
  fields: z.array(FormField).check(z.minLength(1)),
  consents: z.array(FormConsent).check(z.minLength(1)),
  /** What the confirmed lead gets: shown on the confirmation page. An address of its own, or a path of the company's site. */
  reward: z.strictObject({ label: PerLocale, url: PerLocale }),
});
export type Form = z.infer<typeof Form>;

/** The small typed language of rules. `contains` looks for whole words, ignoring case. */
export type Predicate =
  | { all: Predicate[] }
  | { any: Predicate[] }
  | { not: Predicate }
  | { field: string; equals: string | number | boolean }
  | { field: string; in: (string | number)[] }
  | { field: string; contains: string[] }
  | { field: string; range: { min?: number; max?: number } }
  | { field: string; exists: boolean };

const Scalar = z.union([z.string(), z.number(), z.boolean()]);
export const Predicate: z.ZodMiniType<Predicate> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(Predicate).check(z.minLength(1)) }),
    z.strictObject({ any: z.array(Predicate).check(z.minLength(1)) }),
    z.strictObject({ not: Predicate }),
    z.strictObject({ field: Name, equals: Scalar }),
    z.strictObject({ field: Name, in: z.array(z.union([z.string(), z.number()])).check(z.minLength(1)) }),
    z.strictObject({ field: Name, contains: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)) }),
    z.strictObject({
      field: Name,
      range: z.strictObject({ min: z.optional(z.number()), max: z.optional(z.number()) }),
    }),
    z.strictObject({ field: Name, exists: z.boolean() }),
  ]),
);

export const activityKinds = [
  'page-visited',
  'paper-downloaded',
  'webinar-registered',
  'webinar-attended',
  'event-attended',
  'mail-opened',
  'mail-clicked',
  'pricing-viewed',
  'demo-requested',
] as const;
export const ActivityKind = z.enum(activityKinds);
export type ActivityKind = z.infer<typeof ActivityKind>;

/** A rule on the fit axis: points when the profile satisfies the predicate. */
export const FitRule = z.strictObject({ id: Id, label: PerLocale, points: z.int(), when: Predicate });
export type FitRule = z.infer<typeof FitRule>;

/** A rule on the engagement axis: points for each matching activity, halved every `halfLife` ms, at most `cap` points in sum (of either sign). */
export const EngagementRule = z.strictObject({
  id: Id,
  label: PerLocale,
  points: z.int(),
  activity: ActivityKind,
  topic: z.optional(Id),
  halfLife: Millis,
  cap: z.optional(z.int().check(z.positive())),
});
export type EngagementRule = z.infer<typeof EngagementRule>;

/** One way to become MQL: all the parts that it names must hold. */
export const MqlPath = z.strictObject({
  id: Id,
  label: PerLocale,
  fit: z.optional(z.number()),
  engagement: z.optional(z.number()),
  activity: z.optional(ActivityKind),
  /** How old, in ms, the activity may be at most. */
  within: z.optional(Millis),
});
export type MqlPath = z.infer<typeof MqlPath>;

export const Scoring = z.strictObject({
  fit: z.array(FitRule),
  engagement: z.array(EngagementRule),
  mql: z.array(MqlPath).check(z.minLength(1)),
  /** After a recycle a lead may not qualify again for so long. */
  recycleCooldown: Millis,
});
export type Scoring = z.infer<typeof Scoring>;

const MinuteOfDay = z.int().check(z.minimum(0), z.maximum(1440));
/** Working time of one weekday, minutes after local midnight, e.g. `[540, 720]` for 09:00–12:00. */
export const Shift = z.tuple([MinuteOfDay, MinuteOfDay]);

export const Salesperson = z.strictObject({
  id: Id,
  name: z.string().check(z.minLength(1)),
  email: z.email(),
  locale: Locale,
  /** IANA zone, e.g. `Europe/Berlin`. */
  timeZone: z.string(),
  /** Index 0 is Monday, 6 Sunday. */
  week: z.array(z.array(Shift)).check(z.length(7)),
});
export type Salesperson = z.infer<typeof Salesperson>;

export const Team = z.strictObject({
  id: Id,
  people: z.array(Salesperson).check(z.minLength(1)),
  /** Working time, in ms, within which an offer must be accepted; a reminder goes out after `remind`. */
  sla: z.strictObject({ accept: Millis, remind: Millis }),
});
export type Team = z.infer<typeof Team>;

export const mailNames = ['opt-in', 'offer', 'offer-reminder', 'accepted'] as const;
export const MailName = z.enum(mailNames);
export type MailName = z.infer<typeof MailName>;

/** A mail's text with `{{name}}` placeholders; nothing else is interpreted. */
export const MailTemplate = z.strictObject({ subject: z.string(), text: z.string(), html: z.string() });
export type MailTemplate = z.infer<typeof MailTemplate>;
const MailPerLocale = z.strictObject({ de: MailTemplate, en: MailTemplate });

export const Playbook = z.strictObject({
  version: z.string().check(z.regex(/^[0-9a-f]{12}$/)),
  company: z.strictObject({ name: z.string(), imprint: PerLocale, privacyUrl: z.string() }),
  forms: z.record(Id, Form),
  scoring: Scoring,
  team: Team,
  mails: z.strictObject({
    'opt-in': MailPerLocale,
    offer: MailPerLocale,
    'offer-reminder': MailPerLocale,
    accepted: MailPerLocale,
  }),
});
export type Playbook = z.infer<typeof Playbook>;
