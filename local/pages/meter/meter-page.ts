import { html } from 'hono/html';
import { prices, type UnitKind } from '#local/aws/prices.ts';
import type { Answer } from '../answer.ts';
import { dollars, number, when } from '../format.ts';
import { emptyNote, figure, type Html } from '../html.ts';
import { page } from '../page.ts';
import type { MeterFacts } from './meter-facts.ts';

/** What AWS would bill for what happened here. */
export const meterPage = (facts: MeterFacts): Promise<Answer> =>
  page({
    title: 'Meter',
    here: '/local/meter',
    body: html`<h1>Meter</h1>
<p class="lead">What AWS would bill for what ran here since the start, at list prices and without free tiers.</p>
<div id="meter" data-live>
<dl class="figures">
${figure('Since the start', dollars(facts.dollars.total))}
${figure('New leads', number(facts.leads))}
${figure('Per lead', facts.dollarsPerLead === null ? '–' : dollars(facts.dollarsPerLead))}
${figure('Per million leads', whole(facts.dollarsPerMillionLeads))}
${figure('… without mail', whole(facts.dollarsPerMillionLeadsWithoutMail))}
</dl>
<p class="soft small">Counted since ${when(facts.since)}. A start costs a little by itself, so a few leads look dear.</p>
<h2>Units</h2>
<div class="scroll"><table class="stack">
<thead><tr><th>Kind</th><th class="number">Units</th><th class="number">Per lead</th><th class="number">Dollars</th></tr></thead>
<tbody>${kinds.map((kind) => line(kind, facts))}</tbody>
</table></div>
<h2>Calls to AWS</h2>
${calls(facts)}
</div>`,
  });

const kinds: readonly UnitKind[] = [
  'httpRequests',
  'lambdaRequests',
  'lambdaGbSeconds',
  'writeUnits',
  'readUnits',
  'events',
  'queueRequests',
  'notifications',
  'mails',
  'logBytes',
];

const whole = (sum: number | null): string => (sum === null ? '–' : `$${number(Math.round(sum))}`);

const line = (kind: UnitKind, { units, dollars: cost, leads }: MeterFacts): Html => html`<tr>
<td class="title">${prices[kind].label}</td>
<td data-label="Units" class="number">${number(units[kind])}</td>
<td data-label="Per lead" class="number">${leads === 0 ? '–' : number(units[kind] / leads)}</td>
<td data-label="Dollars" class="number">${dollars(cost[kind])}</td>
</tr>`;

function calls({ calls: byCaller }: MeterFacts): Html {
  const lines = Object.entries(byCaller).flatMap(([caller, operations]) =>
    Object.entries(operations).map(([operation, count]) => ({ caller, operation, count })),
  );
  if (lines.length === 0) return emptyNote('No function called AWS yet.');

  return html`<div class="scroll"><table class="stack">
<thead><tr><th>Function</th><th>Operation</th><th class="number">Calls</th></tr></thead>
<tbody>${lines.map(
    ({ caller, operation, count }) =>
      html`<tr><td class="title">${caller}</td><td data-label="Operation"><span class="mono">${operation}</span></td><td data-label="Calls" class="number">${number(count)}</td></tr>`,
  )}</tbody>
</table></div>`;
}
