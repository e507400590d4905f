import { html } from 'hono/html';
import type { Answer } from '../answer.ts';
import { number, when } from '../format.ts';
import { figure, type Html } from '../html.ts';
import { page } from '../page.ts';
import type { FunctionState, HomeFacts } from './home-facts.ts';

/** Where the tour begins: what to do, step by step, and how everything is doing. */
export const homePage = (facts: HomeFacts): Promise<Answer> =>
  page({
    title: 'Tour',
    here: '/local/',
    body: html`<h1>Goldpan runs on this machine</h1>
<p class="lead">The same stack that deploys, with the same functions, rules, queues and permissions. Follow one person from a form to a salesperson; it takes two minutes.</p>
<div id="home" data-live>
${counts(facts)}
<h2>The tour</h2>
${tour(facts)}
<h2>Functions</h2>
${functions(facts.functions)}
</div>
<h2>Many visitors at once</h2>
<p><code>npm run demo</code> sends a few hundred believable people through all of this, in another terminal, and prints the funnel.</p>`,
  });

const counts = ({ counts }: HomeFacts): Html => html`<dl class="figures">
${figure('Leads', number(counts.leads), '/local/leads')}
${figure('Confirmed', number(counts.confirmed))}
${figure('Qualified', number(counts.qualified))}
${figure('Accepted', number(counts.accepted))}
${figure('Mails', number(counts.mails), '/local/inbox')}
${figure('Dead letters', number(counts.deadLetters), '/local/dead-letters')}
</dl>`;

const tour = ({ counts, counts: { leads, confirmed, qualified, accepted } }: HomeFacts): Html => html`<ol class="tour">
${step(leads > 0, html`Ask for the white paper on the <a href="/en/">landing page</a>`, html`Or <a href="/">in German</a>. To qualify at once, be a <b>Head of Operations</b> in a company of <b>250 or more</b>, with a work address such as <b>ada@waterworks.example</b>.`)}
${step(counts.mails > 0, html`Open the mail in the <a href="/local/inbox">inbox</a>`, html`Every mail lands there, whatever the address.`)}
${step(confirmed > 0, html`Follow its link and press the button`, html`The link alone confirms nothing: mail scanners follow links, too.`)}
${step(qualified > 0, html`See the lead <a href="/local/leads">scored and qualified</a>`, html`Each point with its rule, each field with its source, each step with its time.`)}
${step(accepted > 0, html`Accept it as a salesperson`, html`The offer is in the <a href="/local/inbox">inbox</a>, too. Name and contact details come after accepting.`)}
${step(false, html`Let <a href="/local/clock">days pass</a> in a second`, html`Watch reminders go out, offers lapse and move on. What it would cost on AWS is on the <a href="/local/meter">meter</a>.`)}
</ol>`;

const step = (done: boolean, title: Html, text: Html): Html =>
  html`<li class="${done ? 'done' : ''}"><h3>${title}</h3><p>${text}</p></li>`;

const functions = (states: readonly FunctionState[]): Html => html`<div class="scroll"><table class="stack">
<thead><tr><th>Function</th><th class="number">Environments</th><th class="number">Waiting</th><th>Last error</th></tr></thead>
<tbody>${states.map(
  ({ name, environments, waiting, lastError }) => html`<tr>
<td class="title">${name}</td>
<td data-label="Environments" class="number">${environments}</td>
<td data-label="Waiting" class="number">${waiting}</td>
<td data-label="Last error">${lastError === null ? html`<span class="soft">none</span>` : html`<span>${lastError.cause}<br><span class="soft small">${when(lastError.at)}, request <span class="mono">${lastError.requestId}</span></span></span>`}</td>
</tr>`,
)}</tbody>
</table></div>`;
