import { html } from 'hono/html';
import type { Answer } from '../answer.ts';
import { number, when } from '../format.ts';
import { emptyNote, figure, type Html } from '../html.ts';
import { page } from '../page.ts';
import type { ReleaseFacts } from './read-release.ts';

/** The last release of the playbook, and how far it has come among the leads. */
export const releasesPage = (facts: ReleaseFacts): Promise<Answer> =>
  page({
    title: 'Releases',
    here: '/local/releases',
    body: html`<h1>Releases of the playbook</h1>
<p class="lead">After a deployment with another playbook every lead is scored anew, a page of the table at a time. Change a file in <code>playbook/</code> and start again; five minutes later it is released. The <a href="/local/clock">clock</a> makes them pass at once.</p>
<div id="release" data-live>
${facts.next !== null && html`<p class="notice" role="status">Playbook <span class="mono">${facts.next.playbook}</span> was seen first at ${when(facts.next.since)}. It is released when it has been the only one for five minutes.</p>`}
${facts.number === 0 ? emptyNote('Nothing was released yet.') : release(facts)}
</div>`,
  });

const release = (
  facts: ReleaseFacts,
): Html => html`<h2>Release ${facts.number}: <span class="mono">${facts.playbook}</span> ${state(facts)}</h2>
<dl class="figures">
${figure('Segments done', `${done(facts)} of ${facts.segments[0]?.segments ?? '–'}`)}
${figure('Pages', number(facts.pages))}
${figure('Items read', number(facts.scanned))}
${figure('Leads told', number(facts.leads), '/local/leads')}
</dl>
<p class="soft small">${facts.releasedAt !== null && html`Released ${when(facts.releasedAt)}`}${facts.finishedAt !== null && html`, through ${when(facts.finishedAt)}`}.</p>
${facts.segments.length === 0 ? emptyNote('No segment was begun yet.') : segments(facts)}`;

const state = ({ finishedAt }: ReleaseFacts): Html =>
  finishedAt === null ? html`<span class="tag gold">running</span>` : html`<span class="tag">through</span>`;

const done = ({ segments }: ReleaseFacts): string =>
  number(segments.filter(({ finishedAt }) => finishedAt !== undefined).length);

const segments = ({ segments }: ReleaseFacts): Html => html`<div class="scroll"><table class="stack">
<thead><tr><th>Segment</th><th class="number">Pages</th><th class="number">Items read</th><th class="number">Leads told</th><th>Last heard of</th><th>State</th></tr></thead>
<tbody>${segments.map(
  ({ segment, page, scanned, leads, at, finishedAt }) => html`<tr>
<td class="title">${segment}</td>
<td data-label="Pages" class="number">${number(page)}</td>
<td data-label="Items read" class="number">${number(scanned)}</td>
<td data-label="Leads told" class="number">${number(leads)}</td>
<td data-label="Last heard of">${when(at)}</td>
<td data-label="State">${finishedAt === undefined ? html`<span class="tag gold">running</span>` : html`<span class="tag">through</span>`}</td>
</tr>`,
)}</tbody>
</table></div>`;
