import type { Locale } from '#contracts/playbook.ts';
import type { ExplainedAxis, ExplainedReason, ExplainedScore } from '#domain/scoring/explain-score.ts';
import { type Html, html } from '#lambda/page/html.ts';
import { texts } from './page-texts.ts';

/** Why a lead is offered: its grade in a sentence, how it qualified, and every reason with its points, which add up as they stand there. */
export function scorePart(score: ExplainedScore, asOf: string, locale: Locale): Html {
  const say = texts[locale].offer;
  const { grade, outcome, next, fit, engagement, total } = score;

  return html`<h2>${say.score}</h2>
<p>${minus(grade)}</p>
${outcome !== undefined && html`<p class="outcome">${outcome}</p>`}
<table class="sum">
<thead><tr><th scope="col">${say.reason}</th><th scope="col">${say.points}</th></tr></thead>
${axis(say.fit, fit)}
${axis(say.engagement, engagement)}
<tfoot><tr><th scope="row">${say.total}</th><td>${minus(total)}</td></tr></tfoot>
</table>
<p class="soft small">${say.asOf} ${asOf}. ${next ?? say.stays}</p>`;
}

const axis = (name: string, { lines, sum }: ExplainedAxis): Html => html`<tbody>
<tr class="axis"><th scope="rowgroup">${name}</th><td>${minus(sum)}</td></tr>
${lines.map(line)}
</tbody>`;

const line = ({ worth, label, when, terms, left }: ExplainedReason): Html => html`<tr>
<td>${worth !== undefined && `${minus(worth)} `}${label}${when !== undefined && `, ${when}`}${terms !== undefined && html` <small class="soft">${terms}</small>`}</td>
<td>${minus(left)}</td>
</tr>`;

/** A true minus, as wide as the plus. */
const minus = (text: string): string => text.replace(/-(?=\d)/g, '−');
