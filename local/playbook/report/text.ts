import { grades, levels } from '#contracts/playbook.ts';
import { findings } from './findings.ts';
import { day, hours, number, percent, shareText, signed } from './format.ts';
import type { BacktestReport, Moved, Side } from './report.ts';

/** The report for a terminal. */
export function reportText(report: BacktestReport): string {
  const { before, after, moves, badLines } = report;
  const pair = (name: string, of: (side: Side) => string) => row(name, of(before), of(after));

  return [
    `Backtest as of ${day(report.asOf)}: ${number(report.leads)} leads${report.from === null ? '' : ` captured since ${day(report.from)}`}, ${number(report.confirmed)} confirmed; ${number(report.outcomes.won)} won, ${number(report.outcomes.lost)} lost, ${number(report.outcomes.open)} open`,
    ...(report.leftOut > 0 ? [`${number(report.leftOut)} leads from another time were left out.`] : []),
    ...(badLines.count > 0
      ? [
          `${number(badLines.count)} lines could not be read and were left out:`,
          ...badLines.first.map(({ line, message }) => `  line ${line}: ${message}`),
        ]
      : []),
    '',
    ...findings(report).map((sentence) => `• ${sentence}`),
    '',
    row('', `before (${before.name})`, `after (${after.name})`),
    row('playbook', before.playbook, after.playbook),
    pair('raw at the end', ({ stages }) => number(stages.raw)),
    pair('MQL at the end', ({ stages }) => number(stages.mql)),
    pair('disqualified', ({ stages }) => number(stages.disqualified)),
    pair('ever MQL', ({ everMql }) => number(everMql)),
    pair('fell below again', ({ fellBelow }) => number(fellBelow)),
    pair('time to MQL, median', ({ hoursToMql }) => hours(hoursToMql.median)),
    pair('time to MQL, 9 of 10', ({ hoursToMql }) => hours(hoursToMql.p90)),
    pair('MQLs a month', ({ mqlsPerMonth }) => number(mqlsPerMonth)),
    pair('won among MQLs', ({ precision }) => shareText(precision)),
    pair('MQL among won', ({ recall }) => shareText(recall)),
    pair('SQL among MQLs', ({ sql, sqlWanted }) => `${percent(sql.share)} (SLA ${percent(sqlWanted)})`),
    '',
    'Outcomes',
    pair('MQL: won/lost/open', ({ confusion: { mql } }) => `${mql.won} / ${mql.lost} / ${mql.open}`),
    pair('others: won/lost/open', ({ confusion: { others } }) => `${others.won} / ${others.lost} / ${others.open}`),
    '',
    'Grades and levels at the end',
    ...grades
      .flatMap((grade) => levels.map((level) => `${grade}${level}`))
      .flatMap((cell) =>
        (before.grid[cell] ?? 0) + (after.grid[cell] ?? 0) === 0
          ? []
          : [pair(cell, ({ grid }) => number(grid[cell] ?? 0))],
      ),
    '',
    'Lift by tenth of the leads (most points first)',
    ...before.lift.map(({ decile }, index) =>
      pair(`tenth ${decile}`, ({ lift }) => {
        const part = lift[index];
        return part === undefined
          ? '–'
          : `${percent(part.winRate)} won, × ${part.lift === null ? '–' : number(part.lift)}`;
      }),
    ),
    '',
    `New MQLs a week in ${report.weeks} weeks, by salesperson`,
    ...after.load.map(({ id, capacity }) =>
      pair(`${id} (up to ${number(capacity)})`, ({ load }) => {
        const own = load.find((one) => one.id === id);
        return own === undefined ? '–' : `${number(own.mean)}, at most ${own.busiest}, over in ${own.weeksOver}`;
      }),
    ),
    ...named('Paths to the first MQL', before.paths, after.paths),
    ...named('Disqualified by', before.disqualifiers, after.disqualifiers),
    ...moved('Qualify only after the change', moves.gained),
    ...moved('Qualify no longer', moves.lost),
    '',
    `Qualify under both: ${number(moves.sooner)} sooner, ${number(moves.later)} later.`,
    ...(report.changes.length === 0
      ? ['', 'The two playbooks say the same.']
      : ['', 'What changed', ...report.changes.map((line) => `  ${line}`)]),
  ].join('\n');
}

const row = (name: string, before: string, after: string): string =>
  `${name.padEnd(26)} ${before.padEnd(34)} ${after}`.trimEnd();

const named = (
  title: string,
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): string[] => {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];

  return names.length === 0
    ? []
    : ['', title, ...names.map((name) => row(name, number(before[name] ?? 0), number(after[name] ?? 0)))];
};

/** So many leads of each kind are named in the terminal; the page and the JSON name more. */
const NAMED = 5;

function moved(title: string, { leads, outcomes, more, less, samePoints, examples }: Moved): string[] {
  if (leads === 0) return ['', `${title}: nobody`];

  return [
    '',
    `${title}: ${number(leads)} (${outcomes.won} won, ${outcomes.lost} lost, ${outcomes.open} open)`,
    ...Object.entries(more).map(([rule, count]) => `  more by ${rule}: ${number(count)}`),
    ...Object.entries(less).map(([rule, count]) => `  less by ${rule}: ${number(count)}`),
    ...(samePoints > 0 ? [`  same points, other thresholds, paths or disqualifiers: ${number(samePoints)}`] : []),
    ...examples.slice(0, NAMED).map(
      ({ id, at, path, before, after, rules }) =>
        `  ${id}, ${day(at)}, ${path}: ${before.grade}${before.level} → ${after.grade}${after.level}${rules
          .slice(0, 3)
          .map((rule) => `, ${rule.rule} ${signed(rule.after - rule.before)}`)
          .join('')}`,
    ),
  ];
}
