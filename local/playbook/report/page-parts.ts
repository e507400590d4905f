import { grades, levels } from '#contracts/playbook.ts';
import type { Pair } from './charts.ts';
import { day, number, percent, signed } from './format.ts';
import { type Html, html, join } from './html.ts';
import type { BacktestReport, Moved, Share, Side } from './report.ts';

export const section = (title: string, body: Html): Html => html`<section><h2>${title}</h2>${body}</section>`;

export const figure = (name: string, value: string, note: string): Html =>
  html`<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`;

export const table = (head: readonly string[], rows: readonly (readonly (string | Html)[])[]): Html =>
  html`<div class="scroll"><table><thead><tr>${join(head.map((name) => html`<th scope="col">${name}</th>`))}</tr></thead><tbody>${join(
    rows.map(
      ([first = '', ...cells]) =>
        html`<tr><th scope="row">${first}</th>${join(cells.map((cell) => html`<td>${cell}</td>`))}</tr>`,
    ),
  )}</tbody></table></div>`;

export const sharePair = (name: string, before: Share, after: Share): Pair => ({
  name,
  before: before.share ?? 0,
  after: after.share ?? 0,
  range: { before: [before.low ?? 0, before.high ?? 0], after: [after.low ?? 0, after.high ?? 0] },
});

/** Leads by grade and level; beside another, with what is different. */
export const grid = (side: Side, caption: string, other?: Side): Html =>
  html`<div class="scroll"><table><caption>${caption}</caption><thead><tr><th scope="col"></th>${join(
    levels.map((level) => html`<th scope="col">${level}</th>`),
  )}</tr></thead><tbody>${join(
    grades.map(
      (grade) =>
        html`<tr><th scope="row">${grade}</th>${join(
          levels.map((level) => {
            const cell = `${grade}${level}`;
            const leads = side.grid[cell] ?? 0;

            return html`<td>${number(leads)}${other === undefined ? '' : change(leads - (other.grid[cell] ?? 0))}</td>`;
          }),
        )}</tr>`,
    ),
  )}</tbody></table></div>`;

const change = (difference: number): Html =>
  difference === 0 ? html`` : html`<br><small class="${difference > 0 ? 'up' : 'down'}">${signed(difference)}</small>`;

export function namedTable(
  title: string,
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Html {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];

  return names.length === 0
    ? html`<p class="soft">${title}: nobody.</p>`
    : table(
        [title, 'before', 'after'],
        names.map((name) => [name, number(before[name] ?? 0), number(after[name] ?? 0)]),
      );
}

export const loadTable = ({ before, after }: BacktestReport): Html =>
  table(
    ['', 'SLA', 'a week', 'busiest', 'weeks over'],
    after.load.map((load) => {
      const old = before.load.find(({ id }) => id === load.id);
      const was = (value: number | undefined, is: number): Html =>
        html`${number(is)}<br><small class="soft">${value === undefined ? 'new' : `was ${number(value)}`}</small>`;

      return [
        load.id,
        html`${number(load.capacity)}<br><small class="soft">${number(load.hours)} h</small>`,
        was(old?.mean, load.mean),
        was(old?.busiest, load.busiest),
        was(old?.weeksOver, load.weeksOver),
      ];
    }),
  );

export function movedSection(title: string, { leads, outcomes, more, less, samePoints, examples }: Moved): Html {
  if (leads === 0) return section(title, html`<p class="soft">Nobody.</p>`);
  const reasons = [
    ...Object.entries(more).map(([rule, count]) => html`<li><code>${rule}</code> gives more to ${number(count)}</li>`),
    ...Object.entries(less).map(([rule, count]) => html`<li><code>${rule}</code> gives less to ${number(count)}</li>`),
    ...(samePoints > 0
      ? [html`<li>the same points, held against other thresholds, paths or disqualifiers: ${number(samePoints)}</li>`]
      : []),
  ];

  return section(
    `${title}: ${number(leads)}`,
    html`<p>${number(outcomes.won)} of them were won, ${number(outcomes.lost)} lost, ${number(outcomes.open)} are open (${percent(
      outcomes.open / leads,
    )}).</p><ul>${join(reasons)}</ul><details><summary>${number(examples.length)} of them by id</summary><div class="scroll"><table><thead><tr><th scope="col">lead</th><th scope="col">when</th><th scope="col">before → after</th><th scope="col" class="text">by</th></tr></thead><tbody>${join(
      examples.map(
        ({ id, at, path, before, after, rules, ended }) =>
          html`<tr><td><code>${id}</code></td><td>${day(at)}</td><td>${before.grade}${before.level} → ${after.grade}${after.level}<br><small>${ended}</small></td><td class="text">${
            rules.length === 0
              ? `the path ${path}`
              : rules
                  .map((rule) => `${rule.rule} ${signed(Math.round((rule.after - rule.before) * 10) / 10)}`)
                  .join(', ')
          }</td></tr>`,
      ),
    )}</tbody></table></div></details>`,
  );
}

export function badLines({ badLines: { count, first } }: BacktestReport): Html {
  if (count === 0) return html``;

  return section(
    `${number(count)} lines could not be read and were left out`,
    html`<ul>${join(first.map(({ line, message }) => html`<li>line ${line}: ${message}</li>`))}</ul>`,
  );
}
