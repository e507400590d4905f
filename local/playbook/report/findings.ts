import { number, percent, shareText, signed } from './format.ts';
import type { BacktestReport, Side } from './report.ts';

/** What to know first about the change, in a few sentences. */
export function findings({ before, after, moves, weeks }: BacktestReport): string[] {
  const wonShare = (side: Side) => shareText(side.precision);
  const overloaded = after.load.filter(({ weeksOver }) => weeksOver > 0);

  return [
    `${number(after.everMql)} leads qualify, ${signed(after.everMql - before.everMql)}: ${number(moves.gained.leads)} only now, ${number(moves.lost.leads)} no longer.`,
    `Won among the decided MQLs: ${wonShare(after)}, before ${wonShare(before)}.${overlap(before, after)}`,
    `Of all leads that were won, ${shareText(after.recall)} qualify, before ${percent(before.recall.share)}.`,
    weeks === 0
      ? 'The facts span less than a week: nothing can be said about the load.'
      : `${number(after.mqlsPerMonth)} MQLs a month, before ${number(before.mqlsPerMonth)}; marketing promises ${number(after.mqlsPerMonthWanted)}.`,
    ...(weeks === 0
      ? []
      : [
          overloaded.length === 0
            ? 'Nobody in sales gets more leads in any week than the SLA allows.'
            : `More than the SLA allows: ${overloaded.map(({ id, weeksOver }) => `${id} in ${weeksOver} of ${weeks} weeks`).join(', ')}.`,
        ]),
    ...(moves.gained.outcomes.open > 0
      ? [
          `${number(moves.gained.outcomes.open)} of those who qualify only now are open: whether they would be won, history cannot tell.`,
        ]
      : []),
  ];
}

/** Intervals that overlap may differ by chance alone. */
function overlap({ precision: a }: Side, { precision: b }: Side): string {
  if (a.low === null || a.high === null || b.low === null || b.high === null) return '';

  return a.low <= b.high && b.low <= a.high ? ' The intervals overlap: the difference may be chance.' : '';
}
