import * as z from 'zod';

/** What a backtest reports, as JSON. Leads are named by their ids alone; nothing personal is in it. */

const Count = z.int().nonnegative();
const Counts = z.record(z.string(), Count);
const Instant = z.iso.datetime();

/** A share of a count, with the interval in which the true one lies 95 times of 100; null when there is nothing to take it of. */
export const Share = z.strictObject({
  count: Count,
  of: Count,
  share: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Share = z.infer<typeof Share>;

const Outcomes = z.strictObject({ won: Count, lost: Count, open: Count });

/** One tenth of the leads, those with the most points first: which share of them was won, and how many times the average that is. */
const Decile = z.strictObject({
  decile: z.int(),
  leads: z.number(),
  won: z.number(),
  winRate: z.number(),
  lift: z.number().nullable(),
  /** The fewest points in it. */
  fewest: z.number(),
});

const PersonLoad = z.strictObject({
  id: z.string(),
  /** Hours at work in a week. */
  hours: z.number(),
  /** So many new leads a week this person can look after: that of the SLA, in proportion to the longest week of the team. */
  capacity: z.number(),
  mean: z.number(),
  busiest: Count,
  /** Weeks with more than that. */
  weeksOver: Count,
});

export const Side = z.strictObject({
  playbook: z.string(),
  name: z.string(),
  stages: z.strictObject({ raw: Count, mql: Count, disqualified: Count }),
  everMql: Count,
  fellBelow: Count,
  /** By `A1` to `D4`. */
  grid: Counts,
  paths: Counts,
  disqualifiers: Counts,
  /** What became of the leads that qualified, and of those that did not. */
  confusion: z.strictObject({ mql: Outcomes, others: Outcomes }),
  /** Won among those that qualified and are decided. */
  precision: Share,
  /** Qualified among those that were won. */
  recall: Share,
  /** SQL among those that qualified; the SLA says how many there should be. */
  sql: Share,
  sqlWanted: z.number(),
  lift: z.array(Decile),
  /** From capture to MQL, in hours. */
  hoursToMql: z.strictObject({ median: z.number().nullable(), p90: z.number().nullable(), atOnce: Share }),
  /** New MQLs in each whole week, the oldest first. */
  perWeek: z.array(Count),
  mqlsPerMonth: z.number(),
  mqlsPerMonthWanted: z.number(),
  load: z.array(PersonLoad),
});
export type Side = z.infer<typeof Side>;

const Standing = z.strictObject({
  fit: z.number(),
  engagement: z.number(),
  grade: z.string(),
  level: z.number(),
  disqualifiedBy: z.string().optional(),
});

const Mover = z.strictObject({
  id: z.string(),
  at: Instant,
  ended: z.enum(['won', 'lost', 'open']),
  path: z.string(),
  before: Standing,
  after: Standing,
  rules: z.array(z.strictObject({ rule: z.string(), before: z.number(), after: z.number() })),
});

const Moved = z.strictObject({
  leads: Count,
  outcomes: Outcomes,
  /** Rules that gave so many of them more, or fewer, points after the change than before. */
  more: Counts,
  less: Counts,
  samePoints: Count,
  examples: z.array(Mover),
});
export type Moved = z.infer<typeof Moved>;

export const BacktestReport = z.strictObject({
  goldpan: z.literal('backtest'),
  asOf: Instant,
  from: Instant.nullable(),
  leads: Count,
  confirmed: Count,
  /** Captured outside the time that was looked at. */
  leftOut: Count,
  outcomes: Outcomes,
  badLines: z.strictObject({ count: Count, first: z.array(z.strictObject({ line: z.int(), message: z.string() })) }),
  weeks: z.number(),
  before: Side,
  after: Side,
  moves: z.strictObject({
    gained: Moved,
    lost: Moved,
    sooner: Count,
    later: Count,
    grades: Counts,
    levels: Counts,
  }),
  /** What is different about the playbook, in words. */
  changes: z.array(z.string()),
});
export type BacktestReport = z.infer<typeof BacktestReport>;
