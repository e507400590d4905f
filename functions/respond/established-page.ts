import type { Locale } from '#contracts/playbook.ts';
import type { Stage } from '#domain/lead/stage.ts';
import { type Html, html } from '#lambda/page/html.ts';
import { type Company, type PageAnswer, page } from '#lambda/page/page.ts';
import { establishedTexts } from './established-texts.ts';
import type { Question } from './questions.ts';

interface Props {
  locale: Locale;
  company: Company;
  stage: Stage;
  /** What tells the lead from others, without saying who it is. */
  facts: readonly { label: string; value: string }[];
  questions: readonly Question[];
  /** Where the form posts `decision=establish` with `findings.<field>`. */
  action: string;
}

type Texts = (typeof establishedTexts)[Locale];

/** The lead is this salesperson's: what they have established, what is missing for an SQL, and the form to say more. */
export function establishedPage({ locale, company, stage, facts, questions, action }: Props): PageAnswer {
  const say = establishedTexts[locale];
  const { title, lead, next } = standing(stage, questions, say);
  const found = questions.filter(({ reads }) => reads !== undefined);
  const form = formOf(questions, action, say);

  return page({
    locale,
    company,
    title,
    ...(stage === 'mql' || stage === 'sql' ? {} : { tone: 'quiet' }),
    body: html`<p class="lead">${lead}</p>
${next !== undefined && html`<p>${next}</p>`}
${stage === 'mql' && found.length > 0 && shortcomings(questions, say)}
${stage === 'mql' && html`<h2>${say.ask}</h2><p class="soft">${say.askNext}</p>${form}`}
${stage !== 'mql' && found.length > 0 && html`<h2>${say.found}</h2>${rows(found.map(({ label, reads = '' }) => ({ label, value: reads })))}`}
${stage === 'sql' && html`<details><summary>${say.change}</summary>${form}</details>`}
<h2>${say.facts}</h2>
${rows(facts)}`,
  });
}

function standing(
  stage: Stage,
  questions: readonly Question[],
  say: Texts,
): { title: string; lead: string; next?: string } {
  if (stage === 'sql') return say.sql;
  if (stage !== 'mql') return say.over;

  return questions.some(({ value }) => value !== undefined) ? say.saved : say.accepted;
}

function shortcomings(questions: readonly Question[], say: Texts): Html {
  const missing = questions.filter(({ value }) => value === undefined);
  const unfit = questions.filter(({ qualifies }) => !qualifies);

  return html`${missing.length > 0 && html`<p class="outcome">${say.missing} ${missing.map(({ label }) => label).join(', ')}</p>`}
${unfit.length > 0 && html`<p class="outcome">${say.unfit} ${unfit.map(({ label, reads = '' }) => `${label} – ${reads}`).join(', ')}. ${say.unfitNext}</p>`}`;
}

const formOf = (
  questions: readonly Question[],
  action: string,
  say: Texts,
): Html => html`<form method="post" action="${action}">
<input type="hidden" name="decision" value="establish">
${questions.map((question) => ask(question, say))}
<button type="submit">${say.save}</button>
</form>`;

function ask({ field, label, options, value, told }: Question, say: Texts): Html {
  const id = `findings-${field}`;
  const hint = told === undefined ? undefined : `${id}-told`;
  const described = hint !== undefined && html` aria-describedby="${hint}"`;

  return html`<div class="ask"><label for="${id}">${label}</label>
${
  options === undefined
    ? html`<input type="text" id="${id}" name="findings.${field}" maxlength="200" value="${value ?? ''}"${described}>`
    : html`<select id="${id}" name="findings.${field}"${described}>
${value === undefined && html`<option value="">${say.open}</option>`}
${options.map((one) => html`<option value="${one.value}"${one.value === value && html` selected`}>${one.label}</option>`)}
</select>`
}
${hint !== undefined && html`<small class="soft" id="${hint}">${say.told} ${told}</small>`}</div>`;
}

const rows = (facts: Props['facts']): Html =>
  html`<dl class="rows">${facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
