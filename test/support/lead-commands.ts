import { sha256 } from '#adapters/system/world.ts';
import { after, DAY, type Instant } from '#domain/instant.ts';
import { resubmit } from '#domain/lead/capture.ts';
import { type Change, isUnchanged } from '#domain/lead/change.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { enrich } from '#domain/lead/enrich.ts';
import { establish, establishAndQualify } from '#domain/lead/establish.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { claimMail, releaseMail, subjectOf } from '#domain/lead/mails.ts';
import { accept, decline, offer, unrouted } from '#domain/lead/offers.ts';
import { recordMail } from '#domain/lead/record-mail.ts';
import { recordScore } from '#domain/lead/record-score.ts';
import { settle } from '#domain/lead/settle.ts';
import { disqualify, lose, recycle, salesQualify, win } from '#domain/lead/stage-moves.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import {
  aContext,
  aLowScore,
  aScore,
  aSubmission,
  aViewer,
  aWithdrawal,
  NOW,
  OFFER_ID,
  REQUEST_ID,
  sales,
  someFindings,
  someTerms,
} from './a-lead.ts';
import { aPlaybook } from './a-playbook.ts';

const { scoring } = aPlaybook();
const OTHER_REQUEST = '01KARWK2V0REQ0000000000002';
const found = { emailKind: { value: 'business', source: 'enrichment:address', at: NOW } };

/** Everything that can be done to a lead. A new command belongs here; then no table of a machine compiles until it decides it. */
export const commands = {
  resubmit: (lead: Lead, now: Instant) => resubmit(lead, aSubmission(), aContext(now, OTHER_REQUEST)),
  confirm: (lead: Lead, now: Instant) => confirm(lead, { requestId: REQUEST_ID, viewer: aViewer }, now, sha256),
  withdraw: (lead: Lead, now: Instant) => withdraw(lead, aWithdrawal, now, sha256),
  enrich: (lead: Lead, now: Instant) => enrich(lead, found, now),
  'record a score that qualifies': (lead: Lead, now: Instant) => recordScore(lead, aScore(), scoring, now),
  'record a low score': (lead: Lead, now: Instant) => recordScore(lead, aLowScore(), scoring, now),
  'record a score that disqualifies': (lead: Lead, now: Instant) =>
    recordScore(lead, aLowScore({ disqualifiedBy: 'competitor' }), scoring, now),
  offer: (lead: Lead, now: Instant) => offer(lead, someTerms(now), now),
  accept: (lead: Lead, now: Instant) => accept(lead, OFFER_ID, now),
  decline: (lead: Lead, now: Instant) => decline(lead, OFFER_ID, 'no-fit', now),
  'find nobody to offer to': (lead: Lead, now: Instant) => unrouted(lead, now),
  'sales-qualify': (lead: Lead, now: Instant) => salesQualify(lead, sales, scoring.sql, now),
  'establish a part': (lead: Lead, now: Instant) =>
    establish(lead, { ...someFindings(), values: { need: 'replacement' } }, scoring.sql, now),
  'establish everything': (lead: Lead, now: Instant) => establishAndQualify(lead, someFindings(), scoring.sql, now),
  win: (lead: Lead, now: Instant) => win(lead, sales, now),
  lose: (lead: Lead, now: Instant) => lose(lead, sales, now),
  disqualify: (lead: Lead, now: Instant) => disqualify(lead, sales, now),
  recycle: (lead: Lead, now: Instant) => recycle(lead, sales, now),
  'claim an opt-in mail': (lead: Lead, now: Instant) => claimMail(lead, 'opt-in', now),
  'record an opt-in mail': (lead: Lead, now: Instant) =>
    recordMail(lead, { mail: 'opt-in', about: subjectOf(lead, 'opt-in'), messageId: 'ses-1' }, now, sha256),
  'release a mail': (lead: Lead, now: Instant) => releaseMail(lead, now),
  settle: (lead: Lead, now: Instant) => settle(lead, now, sha256),
  'settle after 8 days': (lead: Lead, now: Instant) => settle(lead, after(now, 8 * DAY), sha256),
} satisfies Record<string, (lead: Lead, now: Instant) => Change>;

export type Command = keyof typeof commands;
export const commandNames = Object.keys(commands) as Command[];

/** What a command came to: the name of the error it threw, `unchanged`, or what `read` tells of the lead it left. */
export function outcome<T extends string>(lead: Lead, command: Command, read: (after: Lead) => T, now = NOW): string {
  try {
    const change = commands[command](lead, now);
    return isUnchanged(change) ? 'unchanged' : read(change.lead);
  } catch (error) {
    if (error instanceof Error) return error.name;
    throw error;
  }
}
