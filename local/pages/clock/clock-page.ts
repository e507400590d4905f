import { html } from 'hono/html';
import { DateTime } from 'luxon';
import type { Answer } from '../answer.ts';
import { inWords } from '../format.ts';
import type { Html } from '../html.ts';
import { page } from '../page.ts';

export type ClockFacts = {
  readonly now: Date;
  readonly url: string;
  /** How far ahead of the machine's time, in milliseconds. */
  readonly offset: number;
  /** What the last press of a button moved, in milliseconds. */
  readonly moved?: number | undefined;
};

const steps = [
  ['PT1H', '+1 hour'],
  ['P1D', '+1 day'],
  ['P3D', '+3 days'],
  ['P8D', '+8 days'],
] as const;

/** What time it is for the functions, and buttons that move it. */
export const clockPage = ({ now, offset, url, moved }: ClockFacts): Promise<Answer> =>
  page({
    title: 'Clock',
    here: '/local/clock',
    body: html`<h1>Clock</h1>
<p class="lead">What takes days on AWS takes a second here: move the time and everything that falls due meanwhile runs. Reminders go out, offers lapse, confirmation links run out.</p>
${moved !== undefined && html`<p class="notice" role="status">Moved forward by ${inWords(moved)}. Everything that fell due has run.</p>`}
<section class="card" aria-label="The time now">
<div id="now" data-live>${face(now)}<p class="soft">${offset === 0 ? 'The machine’s own time.' : `${inWords(offset)} ahead of the machine.`}</p></div>
<h2>Move forward</h2>
<form method="post" action="/local/clock"><div class="buttons">${steps.map(([value, name]) => html`<button name="advance" value="${value}">${name}</button>`)}</div></form>
<details><summary>By some other time</summary>
<form method="post" action="/local/clock"><label for="advance">ISO 8601 duration, for example PT90M or P2W</label>
<div class="field"><input id="advance" name="advance" required pattern="P[0-9YMWDTHS.,]+" autocomplete="off" spellcheck="false" size="14"><button class="plain">Move</button></div></form>
</details>
</section>
<section>
<h2>From a program</h2>
<pre>curl -X POST ${url}/local/clock -H 'content-type: application/json' -d '{"advance":"P3D"}'</pre>
<p class="soft">It answers when everything that fell due has run. Time only moves forward, and keeps its lead over a restart; remove <code>.goldpan/</code> to begin anew.</p>
</section>`,
  });

function face(now: Date): Html {
  const local = DateTime.fromJSDate(now).setLocale('en-GB');

  return html`<p class="clockface"><time datetime="${now.toISOString()}">${local.toFormat('HH:mm:ss')}</time></p>
<p>${local.toFormat('cccc, d LLLL yyyy')}, ${local.toFormat('ZZZZ')}</p>`;
}
