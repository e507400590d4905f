import { describe, expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { DAY } from '#domain/instant.ts';
import { resubmit } from '#domain/lead/capture.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { type OptInStatus, optInStatuses } from '#domain/lead/opt-in.ts';
import { settle } from '#domain/lead/settle.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { aConfirmedLead, aContext, aLead, aSubmission, aWithdrawal, NOW, nowPlus } from '#test/support/a-lead.ts';
import { type Command, commandNames, outcome } from '#test/support/lead-commands.ts';

type Expected =
  | OptInStatus
  | 'unchanged'
  | 'OptInOverError'
  | 'ForbiddenTransitionError'
  | 'NotWithSalesError'
  | 'OfferOverError';

const leads: Record<OptInStatus, () => Lead> = {
  pending: () => aLead(),
  confirmed: () => aConfirmedLead(),
  withdrawn: () => withdraw(aConfirmedLead(), aWithdrawal, NOW, sha256).lead,
  // Of a lead that had been confirmed once: what nobody ever confirmed is erased with its request.
  expired: () => {
    const again = resubmit(leads.withdrawn(), aSubmission(), aContext(NOW, '01KARWK2V0REQ0000000000002')).lead;
    return settle(again, nowPlus(8 * DAY), sha256).lead;
  },
};

/** What no opt-in has a say in: all of these leads are raw and offered to nobody. */
const ofSales = {
  offer: 'unchanged',
  accept: 'OfferOverError',
  decline: 'OfferOverError',
  'find nobody to offer to': 'unchanged',
  'sales-qualify': 'ForbiddenTransitionError',
  'establish a part': 'NotWithSalesError',
  'establish everything': 'NotWithSalesError',
  win: 'ForbiddenTransitionError',
  lose: 'ForbiddenTransitionError',
  recycle: 'unchanged',
  'release a mail': 'unchanged',
  settle: 'unchanged',
} as const;

/** What every command makes of an opt-in, `unchanged` when it leaves the whole lead as it is, or the error. */
const machine: Record<OptInStatus, Record<Command, Expected>> = {
  pending: {
    ...ofSales,
    resubmit: 'pending',
    confirm: 'confirmed',
    withdraw: 'withdrawn',
    enrich: 'pending',
    'record a score that qualifies': 'pending',
    'record a low score': 'pending',
    'record a score that disqualifies': 'pending',
    disqualify: 'pending',
    'claim an opt-in mail': 'pending',
    'record an opt-in mail': 'pending',
    'settle after 8 days': 'expired',
  },
  confirmed: {
    ...ofSales,
    resubmit: 'confirmed',
    confirm: 'unchanged',
    withdraw: 'withdrawn',
    enrich: 'confirmed',
    'record a score that qualifies': 'confirmed',
    'record a low score': 'confirmed',
    'record a score that disqualifies': 'confirmed',
    disqualify: 'confirmed',
    'claim an opt-in mail': 'unchanged',
    'record an opt-in mail': 'confirmed',
    'settle after 8 days': 'unchanged',
  },
  withdrawn: {
    ...ofSales,
    // With a new request: the old link opens nothing any more.
    resubmit: 'pending',
    confirm: 'OptInOverError',
    withdraw: 'unchanged',
    enrich: 'withdrawn',
    'record a score that qualifies': 'withdrawn',
    'record a low score': 'withdrawn',
    'record a score that disqualifies': 'withdrawn',
    disqualify: 'withdrawn',
    'claim an opt-in mail': 'unchanged',
    'record an opt-in mail': 'withdrawn',
    'settle after 8 days': 'unchanged',
  },
  expired: {
    ...ofSales,
    resubmit: 'pending',
    confirm: 'OptInOverError',
    withdraw: 'withdrawn',
    enrich: 'expired',
    'record a score that qualifies': 'expired',
    'record a low score': 'expired',
    'record a score that disqualifies': 'expired',
    disqualify: 'expired',
    'claim an opt-in mail': 'unchanged',
    'record an opt-in mail': 'expired',
    'settle after 8 days': 'unchanged',
  },
};

describe.each(optInStatuses)('an opt-in that is %s', (status) => {
  it.each(commandNames)('%s', (command) => {
    expect(outcome(leads[status](), command, (lead) => lead.optIn.status)).toBe(machine[status][command]);
  });
});
