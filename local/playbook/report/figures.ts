import type { Playbook } from '#contracts/playbook.ts';
import { HOUR, type Instant } from '#domain/instant.ts';
import type { MoveTally } from '../backtest/moves.ts';
import type { Ran } from '../backtest/run-backtest.ts';
import type { SideTally, Tally } from '../backtest/tally.ts';
import { liftOf } from './lift.ts';
import { loadOf, WEEK, weekOf } from './load.ts';
import type { BacktestReport, Moved, Side } from './report.ts';
import { shareOf } from './wilson.ts';

export interface NamedPlaybook {
  /** A git ref or a folder, as it was given. */
  readonly name: string;
  readonly playbook: Playbook;
}

export interface Question {
  readonly before: NamedPlaybook;
  readonly after: NamedPlaybook;
  readonly asOf: Instant;
  readonly from?: Instant | undefined;
  readonly changes: readonly string[];
}

/** A month, on average. */
const MONTH_IN_WEEKS = 365.25 / 12 / 7;

/** What the counts of a backtest say. The same counts make the same report, to the last byte. */
export function reportOf(
  { tally, bad, badCount }: Ran,
  { before, after, asOf, from, changes }: Question,
): BacktestReport {
  const end = Date.parse(asOf);
  const whole = Math.max(0, Math.floor((end - Date.parse(from ?? tally.first ?? asOf)) / WEEK));
  const weeks = { end, whole };

  return {
    goldpan: 'backtest',
    asOf,
    from: from ?? null,
    leads: tally.leads,
    confirmed: tally.confirmed,
    leftOut: tally.before,
    outcomes: tally.outcomes,
    badLines: { count: badCount, first: [...bad] },
    weeks: whole,
    before: sideOf(tally, tally.sides.before, before, weeks),
    after: sideOf(tally, tally.sides.after, after, weeks),
    moves: {
      gained: movedOf(tally.moves.gained),
      lost: movedOf(tally.moves.lost),
      sooner: tally.moves.sooner,
      later: tally.moves.later,
      grades: inOrder(tally.moves.grades),
      levels: inOrder(tally.moves.levels),
    },
    changes: [...changes],
  };
}

function sideOf(
  { outcomes }: Tally,
  side: SideTally,
  { name, playbook }: NamedPlaybook,
  weeks: { end: number; whole: number },
): Side {
  const { won, lost, open, sql } = side.mql;
  const everMql = won + lost + open;
  const arrivals = side.arrivals.toSorted((a, b) => a - b);
  const waits = side.waits.toSorted((a, b) => a - b);
  const perWeek = Array.from({ length: weeks.whole }, () => 0);
  for (const at of arrivals) {
    const week = weekOf(at, weeks);
    if (week !== undefined) perWeek[week] = (perWeek[week] ?? 0) + 1;
  }
  const inWeeks = perWeek.reduce((sum, one) => sum + one, 0);

  return {
    playbook: playbook.version,
    name,
    stages: side.stages,
    everMql,
    fellBelow: side.fell,
    grid: inOrder(side.grid),
    paths: inOrder(side.paths),
    disqualifiers: inOrder(side.disqualifiers),
    confusion: {
      mql: { won, lost, open },
      others: { won: outcomes.won - won, lost: outcomes.lost - lost, open: outcomes.open - open },
    },
    precision: shareOf(won, won + lost),
    recall: shareOf(won, outcomes.won),
    sql: shareOf(sql, everMql),
    sqlWanted: playbook.sla.marketing.sqlShare,
    lift: liftOf(side.peaks),
    hoursToMql: {
      median: hoursAt(waits, 0.5),
      p90: hoursAt(waits, 0.9),
      atOnce: shareOf(waits.filter((wait) => wait <= 24 * HOUR).length, waits.length),
    },
    perWeek,
    mqlsPerMonth: weeks.whole === 0 ? 0 : Math.round((inWeeks / weeks.whole) * MONTH_IN_WEEKS * 10) / 10,
    mqlsPerMonthWanted: playbook.sla.marketing.mqlsPerMonth,
    load: loadOf(arrivals, playbook, weeks),
  };
}

/** The nearest rank, in hours to the tenth. */
function hoursAt(waits: readonly number[], share: number): number | null {
  const wait = waits[Math.max(0, Math.ceil(waits.length * share) - 1)];

  return wait === undefined ? null : Math.round((wait / HOUR) * 10) / 10;
}

const movedOf = ({ won, lost, open, more, less, samePoints, examples }: MoveTally): Moved => ({
  leads: won + lost + open,
  outcomes: { won, lost, open },
  more: byCount(more),
  less: byCount(less),
  samePoints,
  examples: examples
    .map((mover) => ({ ...mover, rules: mover.rules.map((rule) => ({ ...rule })) }))
    .sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id))),
});

const inOrder = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));

const byCount = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
