import { html } from 'hono/html';
import type { StoredAxis, StoredReason } from '#local/playbook/explain/explain-stored.ts';
import { minus, momentIn } from '../format.ts';
import type { Html } from '../html.ts';
import type { ExplanationTexts } from './explanation-texts.ts';

/** Sums whose lines add up as they stand there. */
export const scoreTable = (
  say: ExplanationTexts,
  body: Html | readonly Html[],
  total?: string,
): Html => html`<table class="sum">
<thead><tr><th scope="col">${say.reason}</th><th scope="col">${say.points}</th></tr></thead>
${body}
${total !== undefined && html`<tfoot><tr><th scope="row">${say.total}</th><td>${minus(total)}</td></tr></tfoot>`}
</table>`;

/** The reasons of one axis under what they come to; with the facts behind them, and how they fade, when told to. */
export const axisRows = (
  name: string,
  { lines, sum }: StoredAxis,
  details: { say: ExplanationTexts } | undefined = undefined,
): Html => html`<tbody>
<tr class="axis"><th scope="rowgroup">${details === undefined ? name : html`<h2>${name}</h2>`}</th><td>${minus(sum)}</td></tr>
${lines.map((line) => html`<tr><td>${reason(line)}${details && behind(line, details.say)}</td><td>${minus(line.left)}</td></tr>`)}
${lines.length === 0 && details && html`<tr><td class="soft">${details.say.none}</td><td></td></tr>`}
</tbody>`;

const reason = ({ worth, label, when }: StoredReason): Html =>
  html`${worth !== undefined && `${minus(worth)} `}${label}${when !== undefined && `, ${when}`}`;

const behind = (
  { terms, facts, reason: { rule } }: StoredReason,
  { locale, rule: ruleWord }: ExplanationTexts,
): Html => html`<ul class="behind">
${terms !== undefined && html`<li>${terms}</li>`}
${facts.map(({ text, at }) => html`<li>${text}${at !== undefined && html`, ${momentIn(at, locale)}`}</li>`)}
<li>${ruleWord} <code>${rule}</code></li>
</ul>`;
