import type { Grade, Level } from '#contracts/playbook.ts';
import { elapsed, type Instant } from '#domain/instant.ts';
import type { LeadFacts } from '../facts/lead-facts.ts';
import { type Moves, mergeMoves, newMoves } from './moves.ts';
import type { Course } from './replay.ts';

/** What leads came to under one playbook, as counts: plain, so that it can be sent between threads, and added up in any order to the same. */
export interface SideTally {
  readonly stages: Record<Course['stage'], number>;
  /** Leads by grade and level at the end, as `A1`. */
  readonly grid: Record<string, number>;
  readonly mql: Outcomes & { sql: number };
  fell: number;
  /** How often each path was the first to open, and each disqualifier ended a lead. */
  readonly paths: Record<string, number>;
  readonly disqualifiers: Record<string, number>;
  /** When leads qualified, ms since 1970. */
  readonly arrivals: number[];
  /** From capture to the first time qualified, ms. */
  readonly waits: number[];
  /** By the most points a lead ever had, in tenths. */
  readonly peaks: Map<number, { leads: number; won: number }>;
}

export interface Outcomes {
  won: number;
  lost: number;
  open: number;
}

export interface Tally {
  leads: number;
  confirmed: number;
  /** Captured before the time that was asked for. */
  before: number;
  readonly outcomes: Outcomes;
  first: Instant | undefined;
  readonly sides: { readonly before: SideTally; readonly after: SideTally };
  readonly moves: Moves;
}

const newSide = (): SideTally => ({
  stages: { raw: 0, mql: 0, disqualified: 0 },
  grid: {},
  mql: { won: 0, lost: 0, open: 0, sql: 0 },
  fell: 0,
  paths: {},
  disqualifiers: {},
  arrivals: [],
  waits: [],
  peaks: new Map(),
});

export const newTally = (): Tally => ({
  leads: 0,
  confirmed: 0,
  before: 0,
  outcomes: { won: 0, lost: 0, open: 0 },
  first: undefined,
  sides: { before: newSide(), after: newSide() },
  moves: newMoves(),
});

/** How a lead ended, as of the moment of the backtest. */
export const outcomeOf = ({ outcome }: LeadFacts, asOf: Instant): keyof Outcomes =>
  outcome === undefined || outcome.at > asOf ? 'open' : outcome.result;

/** Counts what became of a lead under one playbook. */
export function count(side: SideTally, course: Course, lead: LeadFacts, asOf: Instant): void {
  const { stage, first, end, peak, disqualifiedBy, qualified } = course;
  const ended = outcomeOf(lead, asOf);
  side.stages[stage] += 1;
  increase(side.grid, cellOf(end.grade, end.level));
  if (disqualifiedBy !== undefined) increase(side.disqualifiers, disqualifiedBy);
  if (course.fell) side.fell += 1;
  if (first !== undefined) {
    side.mql[ended] += 1;
    if (lead.sqlAt !== undefined && lead.sqlAt <= asOf) side.mql.sql += 1;
    increase(side.paths, first.path);
    side.waits.push(elapsed(lead.capturedAt, first.known.at));
    for (const at of qualified) side.arrivals.push(Date.parse(at));
  }
  addPeak(side.peaks, Math.round(peak * 10), { leads: 1, won: Number(ended === 'won') });
}

export const cellOf = (grade: Grade, level: Level): string => `${grade}${level}`;

/** Adds what another thread counted. */
export function merge(into: Tally, other: Tally): void {
  into.leads += other.leads;
  into.confirmed += other.confirmed;
  into.before += other.before;
  addUp(into.outcomes, other.outcomes);
  if (other.first !== undefined && (into.first === undefined || other.first < into.first)) into.first = other.first;
  mergeSide(into.sides.before, other.sides.before);
  mergeSide(into.sides.after, other.sides.after);
  mergeMoves(into.moves, other.moves);
}

function mergeSide(into: SideTally, other: SideTally): void {
  addUp(into.stages, other.stages);
  addUp(into.grid, other.grid);
  addUp(into.mql, other.mql);
  into.fell += other.fell;
  addUp(into.paths, other.paths);
  addUp(into.disqualifiers, other.disqualifiers);
  for (const at of other.arrivals) into.arrivals.push(at);
  for (const wait of other.waits) into.waits.push(wait);
  for (const [tenths, more] of other.peaks) addPeak(into.peaks, tenths, more);
}

function addPeak(peaks: SideTally['peaks'], tenths: number, more: { leads: number; won: number }): void {
  const found = peaks.get(tenths);
  if (found === undefined) peaks.set(tenths, { ...more });
  else addUp(found, more);
}

export const increase = (counts: Record<string, number>, key: string, by = 1): void => {
  counts[key] = (counts[key] ?? 0) + by;
};

/** Adds counts by name. */
export function addUp<Counts extends { [Key in keyof Counts]: number }>(into: Counts, more: Counts): void {
  for (const key of Object.keys(more) as (keyof Counts)[]) {
    into[key] = ((into[key] ?? 0) + more[key]) as Counts[keyof Counts];
  }
}
