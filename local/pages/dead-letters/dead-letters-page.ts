import { html } from 'hono/html';
import type { DeadLetterQueue } from '#local/stack/dead-letters.ts';
import type { Answer } from '../answer.ts';
import { number, when } from '../format.ts';
import { emptyNote, type Html } from '../html.ts';
import { page } from '../page.ts';

export type DeadLettersProps = {
  readonly queues: readonly DeadLetterQueue[];
  /** How many the last press of a button sent back. */
  readonly redriven?: number | undefined;
};

const SHOWN = 50;

/** What the system could not do, per queue, and buttons that let it try again. */
export const deadLettersPage = ({ queues, redriven }: DeadLettersProps): Promise<Answer> =>
  page({
    title: 'Dead letters',
    here: '/local/dead-letters',
    body: html`<h1>Dead letters</h1>
<p class="lead">What failed for good waits here with its reason. On AWS an alarm tells somebody; the repair is the same: mend the cause, then send it back.</p>
${redriven !== undefined && html`<p class="notice" role="status">${redriven === 1 ? 'One message was' : `${number(redriven)} messages were`} sent back.</p>`}
<div id="queues" data-live>
${queues.every(({ messages }) => messages.length === 0) && emptyNote('Nothing failed for good.')}
${queues.filter(({ messages }) => messages.length > 0).map(full)}
${rest(queues.filter(({ messages }) => messages.length === 0))}
</div>`,
  });

const full = ({ queueName, feeds, messages }: DeadLetterQueue): Html => html`<section class="card">
<h2>${queueName} <span class="tag alarm">${number(messages.length)}</span></h2>
<p class="soft small">Fed by ${feeds.join(', ')}</p>
<form method="post" action="/local/dead-letters"><input type="hidden" name="queue" value="${queueName}"><button>Send ${messages.length === 1 ? 'it' : 'them'} back</button></form>
${messages
  .slice(0, SHOWN)
  .map(
    ({ reason, body, sentAt }) =>
      html`<details><summary>${reason}</summary><p class="soft small">${when(sentAt)}</p><pre>${pretty(body)}</pre></details>`,
  )}
${messages.length > SHOWN && html`<p class="soft small">The first ${SHOWN} of ${number(messages.length)}.</p>`}
</section>`;

const rest = (queues: readonly DeadLetterQueue[]): Html =>
  html`${queues.length > 0 && html`<h2>Empty</h2><ul>${queues.map(({ queueName }) => html`<li><span class="mono">${queueName}</span></li>`)}</ul>`}`;

/** JSON with line breaks; anything else as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
