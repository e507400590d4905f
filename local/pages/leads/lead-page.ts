import { html } from 'hono/html';
import type { StoredExplanation } from '#local/playbook/explain/explain-stored.ts';
import type { Answer } from '../answer.ts';
import { minus, number, shortWhen, when, words } from '../format.ts';
import { emptyNote, figure, type Html, row } from '../html.ts';
import { page } from '../page.ts';
import { explanationTexts } from './explanation-texts.ts';
import { holdsOf } from './holds.ts';
import { leadIdOf, summaryOf } from './lead-summary.ts';
import type { StoredLead } from './read-leads.ts';
import { sayMoment } from './say-moment.ts';
import { axisRows, scoreTable } from './score-table.ts';
import { tag } from './tags.ts';
import { timeline } from './timeline.ts';
import { timersOf } from './timers.ts';

/** Everything about one lead. */
export function leadPage(lead: StoredLead, explanation: StoredExplanation | undefined): Promise<Answer> {
  const { head, profile } = lead;
  const { email, name, company } = summaryOf(head, profile);

  return page({
    title: email,
    here: '/local/leads',
    body: html`<a class="back" href="/local/leads">All leads</a>
<h1>${email}</h1>
<p class="lead">${[name, company].filter(Boolean).join(', ')}</p>
<div id="lead" data-live>
${figures(lead)}
<div class="columns">
${card('What happened', happened(lead))}
<div>
${card('Waits for', waits(lead))}
${card('Score', score(explanation, leadIdOf(head.pk)))}
${card('Profile', profileRows(lead))}
${card('Stages', stages(lead))}
${card('Offer', offer(lead))}
${card('Consents', consents(lead))}
</div>
</div>
</div>`,
  });
}

const card = (title: string, body: Html): Html => html`<section class="card"><h2>${title}</h2>${body}</section>`;

const figures = ({ head: { stage, optIn, score, owner } }: StoredLead): Html => html`<dl class="figures">
${figure('Stage', stage === 'mql' || stage === 'sql' ? stage.toUpperCase() : stage)}
${figure('Opt-in', optIn.status)}
${figure('Fit', score === undefined ? '–' : minus(number(score.fit)))}
${figure('Engagement', score === undefined ? '–' : minus(number(score.engagement)))}
${figure('Owner', owner ?? '–')}
</dl>`;

const happened = (lead: StoredLead): Html => html`<ol class="timeline">
${timeline(lead).map(
  (moment) =>
    html`<li class="${moment.type.startsWith('activity.') ? 'activity' : ''}">${when(moment.at)}<span>${sayMoment(moment)}</span></li>`,
)}
</ol>`;

function waits({ head }: StoredLead): Html {
  const timers = timersOf(head);
  const holds = holdsOf(head);
  if (timers.length + holds.length === 0) return html`<p class="soft">Nothing: it waits for no time to pass.</p>`;

  return html`<dl class="rows">
${timers.map(({ name, at }) => row(words(name), when(at)))}
${holds.map(({ mail, why, since, isGivenUp }) =>
  row(
    html`${words(mail)} mail ${tag(isGivenUp ? 'given-up' : 'held')}`,
    html`${why}<br><span class="soft small">since ${shortWhen(since)}</span>`,
  ),
)}
</dl>`;
}

function score(explanation: StoredExplanation | undefined, id: string): Html {
  const say = explanationTexts.en;
  if (explanation === undefined) return html`<p class="soft">${say.unscored}</p>`;
  const { grade, outcome, fit, engagement, total } = explanation;
  const more = `/local/leads/${id}/explanation`;

  return html`<p>${minus(grade)}${outcome !== undefined && ` ${outcome}`}</p>
${scoreTable(say, [axisRows(say.fit, fit), axisRows(say.engagement, engagement)], total)}
<p><a href="${more}?locale=en">Every point, with the fact behind it</a>, or <a href="${more}?locale=de" hreflang="de">in German</a></p>`;
}

const profileRows = ({ profile }: StoredLead): Html => html`<dl class="rows">
${Object.entries(profile)
  .toSorted(byName)
  .map(([field, { value, source, at }]) =>
    row(field, html`${String(value)}<br><span class="soft small">${source}, ${shortWhen(at)}</span>`),
  )}
</dl>`;

/** The address first, then by name: the table keeps no order. */
const byName = ([one]: [string, unknown], [other]: [string, unknown]): number =>
  Number(other === 'email') - Number(one === 'email') || one.localeCompare(other, 'en');

const stages = ({ head }: StoredLead): Html => html`<dl class="rows">
${Object.entries(head.stages)
  .toSorted(([, one], [, other]) => one.since.localeCompare(other.since))
  .map(([stage, { since, by, reason }]) =>
    row(tag(stage), html`${when(since)}<br><span class="soft small">by ${by}: ${words(reason)}</span>`),
  )}
</dl>`;

function offer({ head: { offer: made, routing } }: StoredLead): Html {
  if (made === undefined) return html`<p class="soft">Not offered to anybody.</p>`;
  const passed = [...(routing?.declined ?? []), ...(routing?.lapsed ?? [])];

  return html`<dl class="rows">
${row('To', made.salesperson)}
${row('State', tag(made.status))}
${row('Offered', when(made.offeredAt))}
${made.remindedAt && row('Reminded', when(made.remindedAt))}
${row('Accept by', when(made.acceptBy))}
${made.endedAt && row('Answered', when(made.endedAt))}
${passed.length > 0 && row('Asked before', passed.join(', '))}
</dl>`;
}

function consents({ consents: ledger }: StoredLead): Html {
  if (ledger.length === 0) return emptyNote('No consent in the ledger.');

  return html`<dl class="rows">${ledger.map(({ n, channel, kind, purpose, at, hash, viewer, mail, method }) =>
    row(
      html`<span class="soft">${n}</span> ${channel ?? 'mail'} ${tag(kind)}<br><span class="small">${words(purpose ?? mail?.template ?? '')}</span>`,
      html`${when(at)}<br><span class="soft small">${viewer && `from ${viewer.ip}, `}${method && `by ${words(method)}, `}entry <code title="${hash}">${hash.slice(0, 8)}</code></span>`,
    ),
  )}</dl>
${ledger
  .filter(({ kind }) => kind === 'requested')
  .map(
    ({ channel, wording }) =>
      wording &&
      html`<details><summary>The wording for ${channel}</summary><p class="small">${wording.text}</p><p class="soft small">SHA-256 <code>${wording.sha256}</code></p></details>`,
  )}`;
}
