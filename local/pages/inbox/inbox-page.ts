import { html, raw } from 'hono/html';
import type { Mail } from '#local/aws/inbox.ts';
import type { Outcome } from '#local/aws/ses-simulator.ts';
import type { Answer } from '../answer.ts';
import { number, shortWhen, when } from '../format.ts';
import { emptyNote, type Html, row } from '../html.ts';
import { page } from '../page.ts';

const SHOWN = 200;

export const views = ['html', 'text', 'headers'] as const;
export type View = (typeof views)[number];
const viewNames: Readonly<Record<View, string>> = { html: 'As it looks', text: 'Plain text', headers: 'Headers' };

export type InboxPageProps = {
  readonly mails: readonly Mail[];
  /** The mail to read. */
  readonly open: Mail | undefined;
  readonly view: View;
  /** On a narrow screen either the list shows or the mail. */
  readonly reading: boolean;
};

/** The list of mails and one of them beside it. */
export const inboxPage = ({ mails, open, view, reading }: InboxPageProps): Promise<Answer> =>
  page({
    title: reading && open !== undefined ? open.subject : 'Inbox',
    here: '/local/inbox',
    body: html`<div class="${reading ? 'reading-intro' : ''}"><h1>Inbox</h1>
<p class="lead">Every mail that the system sent, to whomever. Nothing leaves this machine.</p></div>
<div class="mailbox ${reading ? 'reading' : 'choosing'}">
<div id="mails" data-live>${mails.length === 0 ? emptyNote(html`No mail yet. Fill in the form on the <a href="/en/">landing page</a>.`) : list(mails, open)}</div>
${open && mail(open, view)}
</div>`,
  });

export const mailPath = (id: string): string => `/local/inbox/${encodeURIComponent(id)}`;

const list = (mails: readonly Mail[], open: Mail | undefined): Html => html`<ul class="mails">${mails
  .slice(0, SHOWN)
  .map(
    ({ id, to, subject, receivedAt }) =>
      html`<li><a href="${mailPath(id)}"${id === open?.id ? raw(' aria-current="true"') : ''}><b>${subject}</b><span><span>${to}</span>${shortWhen(receivedAt)}</span></a></li>`,
  )}</ul>
${mails.length > SHOWN && html`<p class="soft small">The last ${SHOWN} of ${number(mails.length)}.</p>`}`;

function mail(opened: Mail, view: View): Html {
  const { id, subject, from, to, receivedAt } = opened;
  const shown = opened.html === null && view === 'html' ? 'text' : view;
  const offered = views.filter((each) => each !== 'html' || opened.html !== null);

  return html`<article class="mail">
<header>
<a class="back only-narrow" href="/local/inbox">All mails</a>
<h2>${subject}</h2>
<p>From ${from}<br>To ${to}<br>${when(receivedAt)}</p>
${fate(opened)}
<nav class="tabs" aria-label="Views of the mail">${offered.map(
    (each) =>
      html`<a href="${mailPath(id)}?view=${each}"${each === shown ? raw(' aria-current="true"') : ''}>${viewNames[each]}</a>`,
  )}</nav>
</header>
${body(opened, shown)}
</article>`;
}

const outcomeWords: Readonly<Record<Outcome, string>> = {
  delivered: 'Delivered',
  'hard-bounce': 'Bounced (hard): there is no such mailbox',
  'soft-bounce': 'Bounced (soft): the mailbox is full',
  complaint: 'Marked as spam by the recipient',
  'automatic-answer': 'Answered automatically: out of office',
  suppressed: 'Not sent: the address is on SES’s own suppression list',
};

/** What became of the mail, and buttons that let something become of it. */
const fate = ({ id, reports }: Mail): Html => html`<div class="fate">
${
  reports.length > 0 &&
  html`<ul class="notice" aria-label="What SES told about this mail">${reports.map(({ outcome, at }) => html`<li>${outcomeWords[outcome]} <span class="soft">${shortWhen(at)}</span></li>`)}</ul>`
}
<div class="buttons" role="group" aria-labelledby="fate-${id}"><span id="fate-${id}" class="soft small">Let SES tell:</span>
${reportButton(id, 'bounce', 'Bounce (hard)', 'hard')}
${reportButton(id, 'bounce', 'Bounce (soft)', 'soft')}
${reportButton(id, 'complain', 'Complain')}
</div>
</div>`;

const reportButton = (id: string, what: 'bounce' | 'complain', label: string, kind?: 'hard' | 'soft'): Html =>
  html`<form method="post" action="${mailPath(id)}/${what}">${kind !== undefined && html`<input type="hidden" name="kind" value="${kind}">`}<button class="plain small">${label}</button></form>`;

function body({ id, subject, text, headers }: Mail, view: View): Html {
  switch (view) {
    case 'html':
      return html`<iframe title="${subject}" src="${mailPath(id)}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
    case 'text':
      return html`<pre>${linked(text)}</pre>`;
    case 'headers':
      return html`<dl class="rows">${Object.entries(headers).map(([name, value]) => row(name, value))}</dl>`;
  }
}

/** Web addresses in a text as links, the rest as it is. */
const linked = (text: string): Html[] =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));
