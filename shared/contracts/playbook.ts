import * as z from 'zod/mini';
import { Privacy } from './playbook-privacy.ts';

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
/** `*` stands for any text, `?` for one character; matched in linear time. */
const Glob = z.string().check(z.minLength(1), z.maxLength(200));
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

/** So many fields may a form ask a recognised lead at once. */
export const MaxFields = z.int().check(z.positive(), z.maximum(20));

export const Form = z.strictObject({
  id: Id,
  title: PerLocale,
  submitLabel: PerLocale,
  /** How long a confirmation link stays good. */
  optInExpiry: Millis,
  fields: z.array(FormField).check(z.minLength(1)),
  consents: z.array(FormConsent).check(z.minLength(1)),
  /**
   * A recognised lead is asked only what is unknown, at most so many fields at once, in the `order` of what would change the score most (reckoned when the
   * playbook is compiled). Without it everybody is asked everything.
   */
  progressive: z.optional(z.strictObject({ maxFields: MaxFields, order: z.array(Name) })),
  /** What the confirmed lead gets: shown on the confirmation page. An address of its own, or a path of the company's site. */
  reward: z.strictObject({ label: PerLocale, url: PerLocale }),
});
export type Form = z.infer<typeof Form>;

export const activityKinds = [
  'page-visited',
  'paper-downloaded',
  'video-watched',
  'webinar-registered',
  'webinar-attended',
  'event-registered',
  'event-attended',
  'mail-opened',
  'mail-clicked',
  'pricing-viewed',
  'contact-requested',
  'demo-requested',
  'trial-started',
  'product-used',
] as const;
export const ActivityKind = z.enum(activityKinds);
export type ActivityKind = z.infer<typeof ActivityKind>;

const Scalar = z.union([z.string(), z.number(), z.boolean()]);

/** Which activities count: of a kind, about a topic, on pages (a glob over the path). */
const ActivityMatch = { activity: ActivityKind, topic: z.optional(Id), page: z.optional(Glob) };

/** At least `atLeast` (1) such activities within the last `within` ms (ever). */
export const ActivityCondition = z.strictObject({
  ...ActivityMatch,
  within: z.optional(Millis),
  atLeast: z.optional(z.int().check(z.positive())),
});
export type ActivityCondition = z.infer<typeof ActivityCondition>;

/**
 * The small typed language of rules, bounded and never evaluated as code. `contains` looks for whole words and `matches` for globs (`*` any text, `?` one
 * character) over the whole value, both ignoring case and accents; `since` holds of an instant that lies within the last so many ms (or ahead). Of an unknown
 * field nothing holds but `exists: false`. Activities may be named by segments and paths to MQL, not by rules of the fit axis.
 */
export type Predicate =
  | { all: Predicate[] }
  | { any: Predicate[] }
  | { not: Predicate }
  | { field: string; equals: string | number | boolean }
  | { field: string; in: (string | number)[] }
  | { field: string; contains: string[] }
  | { field: string; matches: string[] }
  | { field: string; range: { min?: number; max?: number } }
  | { field: string; exists: boolean }
  | { field: string; since: number }
  | ActivityCondition;

export const Predicate: z.ZodMiniType<Predicate> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(Predicate).check(z.minLength(1)) }),
    z.strictObject({ any: z.array(Predicate).check(z.minLength(1)) }),
    z.strictObject({ not: Predicate }),
    z.strictObject({ field: Name, equals: Scalar }),
    z.strictObject({ field: Name, in: z.array(z.union([z.string(), z.number()])).check(z.minLength(1)) }),
    z.strictObject({ field: Name, contains: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)) }),
    z.strictObject({ field: Name, matches: z.array(Glob).check(z.minLength(1)) }),
    z.strictObject({
      field: Name,
      range: z.strictObject({ min: z.optional(z.number()), max: z.optional(z.number()) }),
    }),
    z.strictObject({ field: Name, exists: z.boolean() }),
    z.strictObject({ field: Name, since: Millis }),
    ActivityCondition,
  ]),
);

/** Points of one rule. Bounded, so that every sum and every fading is finite. */
const Points = z.int().check(z.minimum(-1000), z.maximum(1000));
const Cap = z.int().check(z.positive(), z.maximum(1000));

/** A rule on the fit axis: points when the profile satisfies the predicate. */
export const FitRule = z.strictObject({ id: Id, label: PerLocale, points: Points, when: Predicate });
export type FitRule = z.infer<typeof FitRule>;

export const Frequency = z.strictObject({ atLeast: z.int().check(z.minimum(2), z.maximum(100)), within: Millis });

/**
 * A rule on the engagement axis: points for each matching activity, halved every `halfLife` ms; at most `capPerDay` points from the activities of one UTC day
 * (before they fade) and at most `cap` in sum (after), of either sign. With `times` the points are given once, for the latest activity, as long as at least so
 * many lie within the last `within` ms.
 */
export const EngagementRule = z.strictObject({
  id: Id,
  label: PerLocale,
  points: Points,
  ...ActivityMatch,
  halfLife: Millis,
  cap: z.optional(Cap),
  capPerDay: z.optional(Cap),
  times: z.optional(Frequency),
});
export type EngagementRule = z.infer<typeof EngagementRule>;

/** Who can never be a customer: the lead leaves for good, with the rule as reason. */
export const Disqualifier = z.strictObject({ id: Id, label: PerLocale, when: Predicate });
export type Disqualifier = z.infer<typeof Disqualifier>;

/** How well a lead fits, the best first. */
export const grades = ['A', 'B', 'C', 'D'] as const;
export const Grade = z.enum(grades);
export type Grade = z.infer<typeof Grade>;

/** How engaged a lead is, the most first: A1 is the best there is, D4 the least. */
export const levels = [1, 2, 3, 4] as const;
export const Level = z.literal(levels);
export type Level = z.infer<typeof Level>;

/** One way to become MQL: all the parts that it names must hold. `grade: B` is B or better, `level: 2` is 2 or better (1). */
export const MqlPath = z.strictObject({
  id: Id,
  label: PerLocale,
  fit: z.optional(z.number()),
  engagement: z.optional(z.number()),
  grade: z.optional(Grade),
  level: z.optional(Level),
  when: z.optional(Predicate),
});
export type MqlPath = z.infer<typeof MqlPath>;

/**
 * One thing that sales must have established before an MQL is SQL: a fact of the lead's profile by this name, one of these values where they are few. An option
 * with `qualifies: false` is an answer as well, but none that makes an SQL.
 */
export const SqlRequirement = z.strictObject({
  field: Name,
  label: PerLocale,
  options: z.optional(
    z.array(
      z.strictObject({ value: z.string().check(z.minLength(1)), label: PerLocale, qualifies: z.optional(z.boolean()) }),
    ),
  ),
});
export type SqlRequirement = z.infer<typeof SqlRequirement>;

/** A named group of leads, for routing and nurture. Its condition may also name stage, opt-in, score, grade, level, `capturedAt` and activities. */
export const Segment = z.strictObject({ id: Id, label: PerLocale, when: Predicate });
export type Segment = z.infer<typeof Segment>;

/** One seniority and the phrases that tell it. `rank` orders seniorities: the higher, the more it decides. */
export const Seniority = z.strictObject({ value: Id, rank: z.int(), words: z.array(z.string()) });
export const Department = z.strictObject({ value: Id, words: z.array(z.string()) });

/** How job titles are read: the words that tell seniority and department. What a star, `!` and `?` mean, and which of several wins: playbook/qualification/titles.yaml. */
export const Titles = z.strictObject({
  seniority: z.array(Seniority),
  department: z.array(Department),
});
export type Titles = z.infer<typeof Titles>;

export const Scoring = z.strictObject({
  fit: z.array(FitRule),
  engagement: z.array(EngagementRule),
  disqualifiers: z.array(Disqualifier),
  /** The fewest points on the fit axis for a grade; below C it is D. */
  grades: z.strictObject({ A: z.number(), B: z.number(), C: z.number() }),
  /** The fewest points on the engagement axis for a level; below 3 it is 4. */
  levels: z.strictObject({ 1: z.number(), 2: z.number(), 3: z.number() }),
  mql: z.array(MqlPath).check(z.minLength(1)),
  /** What becomes of an MQL to which no path is open any more, and that nobody owns. */
  fallBelow: z.enum(['keep', 'recycle']),
  /** After a recycle by sales a lead may not qualify again for so long. */
  recycleCooldown: Millis,
  sql: z.array(SqlRequirement),
  segments: z.array(Segment),
  titles: Titles,
});
export type Scoring = z.infer<typeof Scoring>;

/** What both sides owe each other. */
export const Sla = z.strictObject({
  marketing: z.strictObject({
    /** So many MQLs a calendar month, at least. */
    mqlsPerMonth: z.int().check(z.positive()),
    /** The share of offered leads that sales accepts, 0 to 1, at least. */
    acceptedShare: z.number().check(z.positive(), z.maximum(1)),
    /** The share of MQLs that become SQL, 0 to 1, at least. */
    sqlShare: z.number().check(z.positive(), z.maximum(1)),
  }),
  /** Working time, in ms: an offer is accepted within `accept`, with a reminder after `remind`; the lead hears from sales within `firstContact`. */
  sales: z.strictObject({
    accept: Millis,
    remind: Millis,
    firstContact: Millis,
    /** So many new leads a salesperson can look after in a week, at most. */
    leadsPerWeek: z.int().check(z.positive()),
  }),
});
export type Sla = z.infer<typeof Sla>;

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
});
export type Team = z.infer<typeof Team>;

export const mailNames = ['opt-in', 'opt-in-reminder', 'welcome', 'offer', 'offer-reminder', 'accepted'] as const;
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
  sla: Sla,
  privacy: Privacy,
  mails: z.strictObject({
    'opt-in': MailPerLocale,
    'opt-in-reminder': MailPerLocale,
    welcome: MailPerLocale,
    offer: MailPerLocale,
    'offer-reminder': MailPerLocale,
    accepted: MailPerLocale,
  }),
});
export type Playbook = z.infer<typeof Playbook>;
