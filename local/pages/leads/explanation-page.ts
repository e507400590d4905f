import { html, raw } from 'hono/html';
import { type Locale, locales } from '#contracts/playbook.ts';
import type { StoredExplanation } from '#local/playbook/explain/explain-stored.ts';
import type { Answer } from '../answer.ts';
import { minus, momentIn } from '../format.ts';
import { figure, type Html, row } from '../html.ts';
import { page } from '../page.ts';
import { type ExplanationTexts, explanationTexts } from './explanation-texts.ts';
import { axisRows, scoreTable } from './score-table.ts';

type ExplanationPageProps = {
  readonly id: string;
  readonly email: string;
  readonly locale: Locale;
  /** Undefined before the first scoring. */
  readonly explanation: StoredExplanation | undefined;
};

/** A lead's score in plain words: every reason with the fact behind it, in sums that add up as they stand there. */
export function explanationPage({ id, email, locale, explanation }: ExplanationPageProps): Promise<Answer> {
  const say = explanationTexts[locale];

  return page({
    title: `${say.title}: ${email}`,
    here: '/local/leads',
    body: html`<a class="back" href="/local/leads/${id}">${email}</a>
<nav class="tabs languages" aria-label="${say.language}">${locales.map((one) => languageLink(one, one === locale))}</nav>
<div id="explanation" lang="${locale}" data-live>
<h1>${say.title}</h1>
${explanation === undefined ? html`<p class="lead">${say.unscored}</p>` : told(explanation, say)}
</div>`,
  });
}

const names: Readonly<Record<Locale, string>> = { de: 'Deutsch', en: 'English' };

const languageLink = (locale: Locale, isCurrent: boolean): Html =>
  html`<a href="?locale=${locale}" lang="${locale}" hreflang="${locale}"${isCurrent ? raw(' aria-current="page"') : ''}>${names[locale]}</a>`;

function told(explanation: StoredExplanation, say: ExplanationTexts): Html {
  const { grade, outcome, short, fit, engagement, total, playbook } = explanation;

  return html`<p class="lead">${minus(grade)}</p>
${outcome !== undefined && html`<p class="notice">${outcome}</p>`}
${playbook.made !== playbook.running && html`<p class="notice alarm">${say.other(playbook.made, playbook.running)}</p>`}
<dl class="figures">
${figure(say.grade, short)}${figure(say.fit, minus(fit.sum))}${figure(say.engagement, minus(engagement.sum))}${figure(say.total, minus(total))}
</dl>
<div class="columns">
<section class="card">${scoreTable(say, axisRows(say.fit, fit, { say }))}</section>
<div>
<section class="card">${scoreTable(say, axisRows(say.engagement, engagement, { say }))}</section>
${missing(explanation, say)}
${made(explanation, say)}
</div>
</div>`;
}

const missing = ({ missing: paths }: StoredExplanation, say: ExplanationTexts): Html | undefined =>
  paths &&
  html`<section class="card"><h2>${say.missing}</h2><dl class="rows">
${paths.map(({ path, lacks }) => row(path, minus(lacks.join(', '))))}
</dl></section>`;

const made = (
  { at, nextChange, playbook }: StoredExplanation,
  say: ExplanationTexts,
): Html => html`<section class="card"><h2>${say.made}</h2>
<dl class="rows">
${row(say.asOf, momentIn(at, say.locale))}
${row(say.playbook, html`<code>${playbook.made}</code>`)}
${nextChange && row(say.next, html`${momentIn(nextChange.at, say.locale)}${nextChange.changes.map((change) => html`<br>${change}`)}`)}
</dl>
${nextChange === undefined && html`<p>${say.stays}</p>`}</section>`;
