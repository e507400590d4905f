import type { Instant } from '#domain/instant.ts';
import type { Score } from '#domain/scoring/score.ts';
import type { Outcomes } from './tally.ts';

/** One rule that gives a lead other points under the other playbook. */
export interface RuleChange {
  readonly rule: string;
  readonly before: number;
  readonly after: number;
}

/** A lead that qualifies under one playbook only. */
export interface Mover {
  readonly id: string;
  /** When it qualified, under the one where it did. */
  readonly at: Instant;
  readonly ended: keyof Outcomes;
  /** The path that was open there. */
  readonly path: string;
  /** As of that moment, under both. */
  readonly before: Standing;
  readonly after: Standing;
  /** None: the points are the same, what they are held against is not. */
  readonly rules: readonly RuleChange[];
}
export type Standing = Pick<Score, 'fit' | 'engagement' | 'grade' | 'level' | 'disqualifiedBy'>;

export interface MoveTally extends Outcomes {
  /** For how many of them each rule gave more, or less, after than before. */
  readonly more: Record<string, number>;
  readonly less: Record<string, number>;
  /** To how many the points are the same: thresholds, paths or disqualifiers moved them. */
  samePoints: number;
  /** The first few by id, whatever the order in which they were met. */
  examples: Mover[];
}

export interface Moves {
  /** Qualify only after the change. */
  readonly gained: MoveTally;
  /** Qualified only before it. */
  readonly lost: MoveTally;
  /** Qualify under both, but sooner or later. */
  sooner: number;
  later: number;
  /** Grades at the end, as `B>A`. */
  readonly grades: Record<string, number>;
  readonly levels: Record<string, number>;
}

/** So many leads are named in the report, at most, of each kind. */
export const EXAMPLES = 20;

const newMove = (): MoveTally => ({
  won: 0,
  lost: 0,
  open: 0,
  more: {},
  less: {},
  samePoints: 0,
  examples: [],
});

export const newMoves = (): Moves => ({
  gained: newMove(),
  lost: newMove(),
  sooner: 0,
  later: 0,
  grades: {},
  levels: {},
});

/** The rules that give other points, the greatest difference first. */
export function ruleChanges(before: Score, after: Score): RuleChange[] {
  const pointsOf = (score: Score) => new Map(score.reasons.map(({ rule, points }) => [rule, points]));
  const [old, now] = [pointsOf(before), pointsOf(after)];

  return [...new Set([...old.keys(), ...now.keys()])]
    .map((rule) => ({ rule, before: old.get(rule) ?? 0, after: now.get(rule) ?? 0 }))
    .filter((change) => change.before !== change.after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.rule < b.rule ? -1 : 1));
}

export const standingOf = ({ fit, engagement, grade, level, disqualifiedBy }: Score): Standing => ({
  fit,
  engagement,
  grade,
  level,
  ...(disqualifiedBy === undefined ? {} : { disqualifiedBy }),
});

export function countMover(tally: MoveTally, mover: Mover): void {
  tally[mover.ended] += 1;
  if (mover.rules.length === 0) tally.samePoints += 1;
  for (const { rule, before, after } of mover.rules) {
    const counts = after > before ? tally.more : tally.less;
    counts[rule] = (counts[rule] ?? 0) + 1;
  }
  tally.examples = firstFew([...tally.examples, mover]);
}

export function mergeMoves(into: Moves, other: Moves): void {
  mergeMove(into.gained, other.gained);
  mergeMove(into.lost, other.lost);
  into.sooner += other.sooner;
  into.later += other.later;
  addCounts(into.grades, other.grades);
  addCounts(into.levels, other.levels);
}

function mergeMove(into: MoveTally, other: MoveTally): void {
  into.won += other.won;
  into.lost += other.lost;
  into.open += other.open;
  into.samePoints += other.samePoints;
  addCounts(into.more, other.more);
  addCounts(into.less, other.less);
  into.examples = firstFew([...into.examples, ...other.examples]);
}

function addCounts(into: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [key, value] of Object.entries(more)) into[key] = (into[key] ?? 0) + value;
}

const firstFew = (movers: readonly Mover[]): Mover[] =>
  movers.length <= EXAMPLES
    ? [...movers]
    : movers.toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id))).slice(0, EXAMPLES);
