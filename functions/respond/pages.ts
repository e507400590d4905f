import { type DeclineReason, declineReasons } from '#contracts/offer-decision.ts';
import type { Locale } from '#contracts/playbook.ts';
import type { ExplainedScore } from '#domain/scoring/explain-score.ts';
import { type Html, html } from '#lambda/page/html.ts';
import { type Company, type PageAnswer, page } from '#lambda/page/page.ts';
import { texts } from './page-texts.ts';
import { scorePart } from './score-part.ts';

interface Props {
  locale: Locale;
  company: Company;
}

interface OfferProps extends Props {
  /** What is known about the lead's company and interest. No name, no address: whoever holds the link may look. */
  facts: readonly { label: string; value: string }[];
  /** The score in the salesperson's language, and when it was made, in their time zone. */
  score: { explained: ExplainedScore; asOf: string } | undefined;
  /** The deadline, formatted in the salesperson's language and time zone. */
  acceptBy: string;
  /** Where both forms post `decision=accept|decline`, with `reason` when declining. */
  action: string;
}

/** A lead put before one salesperson. Opening the page accepts nothing. */
export function offerPage({ locale, company, facts, score, acceptBy, action }: OfferProps): PageAnswer {
  const say = texts[locale].offer;

  return page({
    locale,
    company,
    title: say.title,
    body: html`<p class="deadline">${say.acceptBy} <strong>${acceptBy}</strong></p>
<form method="post" action="${action}"><input type="hidden" name="decision" value="accept"><button type="submit">${say.accept}</button></form>
<p class="soft small note">${say.withheld}</p>
<h2>${say.facts}</h2>
<dl class="rows">${facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
${score && scorePart(score.explained, score.asOf, locale)}
<details><summary>${say.decline}</summary>
<form method="post" action="${action}"><input type="hidden" name="decision" value="decline">
<fieldset><legend>${say.why}</legend>${declineReasons.map((reason) => choice(reason, say.reasons[reason]))}</fieldset>
<button class="plain" type="submit">${say.pass}</button></form>
</details>`,
  });
}

/** Declined: the lead goes on to the next person. */
export const declinedPage = (props: Props): PageAnswer => plain(props, texts[props.locale].declined);

/** Too late (409): someone else has the lead, or its time is over. */
export const offerOverPage = (props: Props): PageAnswer =>
  plain(props, texts[props.locale].over, { status: 409, tone: 'quiet' });

function plain(
  props: Props,
  { title, lead, next }: { title: string; lead: string; next?: string },
  manner: { status?: number; tone?: 'quiet' } = {},
): PageAnswer {
  return page({ ...props, ...manner, title, body: html`<p class="lead">${lead}</p>${next && html`<p>${next}</p>`}` });
}

const choice = (reason: DeclineReason, label: string): Html =>
  html`<label class="choice"><input type="radio" name="reason" value="${reason}" required> ${label}</label>`;
