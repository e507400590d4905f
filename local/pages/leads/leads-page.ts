import { html } from 'hono/html';
import type { Answer } from '../answer.ts';
import { number, shortWhen } from '../format.ts';
import { emptyNote, type Html } from '../html.ts';
import { page } from '../page.ts';
import type { LeadSummary } from './lead-summary.ts';
import { tag } from './tags.ts';

/** So many rows a browser shows without pause. */
const SHOWN = 200;

/** All leads in a table, the last changed first. */
export const leadsPage = (leads: readonly LeadSummary[]): Promise<Answer> =>
  page({
    title: 'Leads',
    here: '/local/leads',
    body: html`<h1>Leads</h1>
<p class="lead">As they are in the table, the last changed first. This page reads them with the runtime’s own key.</p>
<div id="leads" data-live>${leads.length === 0 ? emptyNote(html`No lead yet. Fill in the form on the <a href="/en/">landing page</a>.`) : table(leads)}</div>`,
  });

const table = (leads: readonly LeadSummary[]): Html => html`<div class="scroll"><table class="stack">
<thead><tr><th>E-mail</th><th>Stage</th><th>Opt-in</th><th class="number">Score</th><th>Owner</th><th>Updated</th></tr></thead>
<tbody>${leads.slice(0, SHOWN).map(line)}</tbody>
</table></div>
${leads.length > SHOWN && html`<p class="soft small">The last ${SHOWN} of ${number(leads.length)}.</p>`}`;

const line = ({ id, email, company, stage, optIn, score, owner, offer, updatedAt }: LeadSummary): Html => html`<tr>
<td class="title"><a href="/local/leads/${id}">${email}</a><br><span class="soft small">${company}</span></td>
<td data-label="Stage">${tag(stage)}</td>
<td data-label="Opt-in">${tag(optIn)}</td>
<td data-label="Score" class="number">${score === null ? '–' : number(Math.round(score))}</td>
<td data-label="Owner">${owner ?? (offer?.status === 'open' ? html`<span class="soft">offered to ${offer.salesperson}</span>` : '–')}</td>
<td data-label="Updated" class="nowrap">${shortWhen(updatedAt)}</td>
</tr>`;
