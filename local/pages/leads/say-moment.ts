import { html } from 'hono/html';
import * as z from 'zod';
import { words } from '../format.ts';
import type { Html } from '../html.ts';
import type { Moment } from './timeline.ts';

/** Why an activity is taken for a person's or a machine's (shared/domain/activities/judge.ts). */
const reasons: Readonly<Record<string, string>> = {
  agent: 'its user agent is a machine’s',
  automated: 'a program drives the browser',
  tempo: 'many pages within two seconds',
  unattended: 'nobody looked at the page',
  headers: 'not sent as browsers do',
  attended: 'key or pointer was used',
  reported: 'told by a system of the company',
  declared: 'came with it',
  none: 'nothing tells',
};

const Fact = z.union([z.string(), z.number(), z.boolean()]);
const mailNames: Readonly<Record<string, string>> = {
  'opt-in': 'Opt-in mail',
  offer: 'Offer mail to sales',
  'offer-reminder': 'Reminder to sales',
  accepted: 'Mail with the contact details to sales',
  'opt-in-reminder': 'Reminder to confirm',
  welcome: 'Welcome mail',
};

/** What happened, in a person's words; what this page does not know is named as it is. */
export function sayMoment({ type, facts }: Moment): Html {
  const fact = (name: string): string => {
    const read = Fact.safeParse(facts[name]);

    return read.success ? String(typeof read.data === 'number' ? Math.round(read.data * 10) / 10 : read.data) : '';
  };
  switch (type) {
    case 'lead.captured':
      return html`Sent the form <code>${fact('formId')}</code>`;
    case 'lead.resubmitted':
      return html`Sent the form <code>${fact('formId')}</code> again`;
    case 'lead.confirmed':
      return html`Confirmed the address`;
    case 'lead.opt-in-held':
      return html`Opt-in mail held back: ${words(fact('by'))}`;
    case 'lead.mailed':
      return html`<a href="/local/inbox/${encodeURIComponent(fact('messageId'))}">${mailNames[fact('mail')] ?? words(fact('mail'))}</a> went out`;
    case 'lead.scored':
      return html`Scored: fit ${fact('fit')}, engagement ${fact('engagement')}`;
    case 'lead.qualified':
      return html`Became marketing qualified: ${words(fact('path'))}`;
    case 'lead.offered':
      return html`Offered to ${fact('salesperson')}`;
    case 'lead.offer-reminder-due':
      return html`Time to remind ${fact('salesperson')}`;
    case 'lead.accepted':
      return html`${fact('salesperson')} took the lead`;
    case 'lead.declined':
      return html`${fact('salesperson')} passed: ${words(fact('reason'))}`;
    case 'lead.offer-lapsed':
      return html`${fact('salesperson')} let the offer lapse`;
    case 'lead.opt-in-expired':
      return html`The confirmation link ran out`;
    case 'lead.enriched':
      return html`Facts added from the address`;
    case 'lead.recycled':
      return html`Back to raw: ${fact('reason')}`;
  }
  if (type.startsWith('activity.'))
    return html`${sentence(type)}${about(fact('topic'), fact('page'))}${by(fact('verdict'), fact('reason'))}`;

  return html`${sentence(type)}`;
}

function sentence(type: string): string {
  const said = words(type.slice(type.indexOf('.') + 1));

  return `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}

const about = (topic: string, page: string): Html =>
  html`${topic && html` about ${topic}`}${page && html` <span class="soft">${page}</span>`}`;

/** What counts as ever needs no word. */
const by = (verdict: string, reason: string): Html | string =>
  verdict === '' || reason === 'none' || reason === 'declared'
    ? ''
    : html` <span class="soft small">${verdict}: ${reasons[reason] ?? words(reason)}${verdict === 'machine' && ', does not count'}</span>`;
