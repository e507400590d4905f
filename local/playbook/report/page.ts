import { columns, lines, type Pair, pairedBars } from './charts.ts';
import { findings } from './findings.ts';
import { day, hours, number, percent, signed } from './format.ts';
import { Html, html, join } from './html.ts';
import {
  badLines,
  figure,
  grid,
  loadTable,
  movedSection,
  namedTable,
  section,
  sharePair,
  table,
} from './page-parts.ts';
import { contentSecurityPolicy, style } from './page-style.ts';
import type { BacktestReport } from './report.ts';

/** The report as one page that needs nothing else: no script, no font, no request. */
export function reportPage(report: BacktestReport): string {
  const { before, after, moves } = report;

  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Backtest: ${before.playbook} → ${after.playbook}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
<h1>What the change would have done</h1>
<p class="soft">${number(report.leads)} leads${report.from === null ? '' : ` captured since ${day(report.from)}`}, replayed as of ${day(report.asOf)}. ${number(
    report.outcomes.won,
  )} were won, ${number(report.outcomes.lost)} lost, ${number(report.outcomes.open)} are open.</p>
<p class="key"><span>before: <code>${before.name}</code> ${before.playbook}</span><span class="new">after: <code>${after.name}</code> ${after.playbook}</span></p>
${badLines(report)}
<dl class="figures">
${figure('Leads that qualify', number(after.everMql), `${signed(after.everMql - before.everMql)}`)}
${figure('Won among MQLs', percent(after.precision.share), `before ${percent(before.precision.share)}`)}
${figure('MQL among won', percent(after.recall.share), `before ${percent(before.recall.share)}`)}
${figure('MQLs a month', number(after.mqlsPerMonth), `SLA: ${number(after.mqlsPerMonthWanted)}`)}
</dl>
${section('In short', html`<ul>${join(findings(report).map((sentence) => html`<li>${sentence}</li>`))}</ul>`)}
<div class="two">
${section(
  'Stages at the end',
  pairedBars(
    'Leads by stage',
    [
      { name: 'Raw', before: before.stages.raw, after: after.stages.raw },
      { name: 'MQL', before: before.stages.mql, after: after.stages.mql },
      { name: 'Disqualified', before: before.stages.disqualified, after: after.stages.disqualified },
      { name: 'Ever MQL', before: before.everMql, after: after.everMql },
      { name: 'Fell below', before: before.fellBelow, after: after.fellBelow },
    ],
    number,
  ),
)}
${section(
  'Against what became of them',
  html`${pairedBars(
    'Precision and recall',
    [
      sharePair('Won among MQL', before.precision, after.precision),
      sharePair('MQL among won', before.recall, after.recall),
      sharePair('SQL among MQL', before.sql, after.sql),
    ],
    percent,
  )}<p class="small soft">Lines: the true share lies there 95 times of 100 (Wilson). SLA: ${percent(after.sqlWanted)} of MQLs become SQL.</p>`,
)}
${section(
  'Lift',
  html`${columns(
    'Lift by tenth of the leads',
    before.lift.map(
      ({ decile, lift }, index): Pair => ({
        name: String(decile),
        before: lift ?? 0,
        after: after.lift[index]?.lift ?? 0,
      }),
    ),
    1,
  )}<p class="small soft">Leads in ten equal parts by their most points: how many times the average share of each was won.</p>`,
)}
${section('New MQLs a week', html`${lines('New MQLs a week', before.perWeek, after.perWeek, (after.mqlsPerMonthWanted * 12 * 7) / 365.25)}<p class="small soft">Dashed: what marketing promises. The first weeks lack leads that came before.</p>`)}
${section(
  'New leads a week, by salesperson',
  html`${pairedBars(
    'New leads a week, by salesperson',
    after.load.map(
      ({ id, mean, capacity }): Pair => ({
        name: id,
        before: before.load.find((one) => one.id === id)?.mean ?? 0,
        after: mean,
        limit: capacity,
      }),
    ),
    number,
  )}<p class="small soft">Dashed: the most that the SLA allows, less for shorter working weeks. Whole weeks: ${report.weeks}.</p>${loadTable(report)}`,
)}
${section(
  'Time to MQL',
  table(
    ['', 'before', 'after'],
    [
      ['half within', hours(before.hoursToMql.median), hours(after.hoursToMql.median)],
      ['9 of 10 within', hours(before.hoursToMql.p90), hours(after.hoursToMql.p90)],
      ['within a day', percent(before.hoursToMql.atOnce.share), percent(after.hoursToMql.atOnce.share)],
    ],
  ),
)}
</div>
${section(
  'Outcomes',
  table(
    ['', 'won', 'lost', 'open'],
    [
      ...(['before', 'after'] as const).flatMap((name) => {
        const { mql, others } = report[name].confusion;
        return [
          [`MQL ${name}`, number(mql.won), number(mql.lost), number(mql.open)],
          [`others ${name}`, number(others.won), number(others.lost), number(others.open)],
        ];
      }),
    ],
  ),
)}
${section('Grades and levels at the end', html`<div class="two">${grid(before, 'before')}${grid(after, 'after', before)}</div>`)}
${section('Ways', html`<div class="two">${namedTable('First open path', before.paths, after.paths)}${namedTable('Disqualified by', before.disqualifiers, after.disqualifiers)}</div>`)}
${movedSection('Qualify only after the change', moves.gained)}
${movedSection('Qualify no longer', moves.lost)}
<p class="small soft">Of the leads that qualify under both, ${number(moves.sooner)} do so sooner and ${number(moves.later)} later.</p>
${section('What changed in the playbook', report.changes.length === 0 ? html`<p>Nothing: the two say the same.</p>` : html`<ul>${join(report.changes.map((line) => html`<li>${line}</li>`))}</ul>`)}
${section('How to read this', html`<p class="small soft">Each lead is replayed with what was known of it at the time, up to its outcome. It qualifies when its facts first open a path, after the address was confirmed. What sales did, and a lead’s pause after sales sent it back, is not replayed. Leads that nobody worked on have no outcome: a playbook that selects others is judged on fewer. Every MQL is dealt out as routing would, as if everybody accepted.</p>`)}
</main>
</body>
</html>
`.text;
}
