import { describe, expect, it } from 'vitest';
import { type Stage, stages, transitions } from '#domain/lead/stage.ts';
import { aLeadIn, anAcceptedLead, anEstablishedLead, anOfferedLead } from '#test/support/a-lead.ts';
import { type Command, commandNames, outcome } from '#test/support/lead-commands.ts';

type Expected =
  | Stage
  | 'unchanged'
  | 'ForbiddenTransitionError'
  | 'NotWithSalesError'
  | 'OfferOverError'
  | 'OptInOverError';

/** What every command does to a lead of each stage: the stage it is in afterwards, `unchanged`, or the error. All opt-ins are confirmed. */
const machine: Record<Stage, Record<Command, Expected>> = {
  raw: {
    resubmit: 'raw',
    confirm: 'unchanged',
    withdraw: 'raw',
    enrich: 'raw',
    'record a score that qualifies': 'mql',
    'record a low score': 'raw',
    'record a score that disqualifies': 'disqualified',
    offer: 'unchanged',
    accept: 'OfferOverError',
    decline: 'OfferOverError',
    'find nobody to offer to': 'unchanged',
    'sales-qualify': 'ForbiddenTransitionError',
    'establish a part': 'NotWithSalesError',
    'establish everything': 'NotWithSalesError',
    win: 'ForbiddenTransitionError',
    lose: 'ForbiddenTransitionError',
    disqualify: 'disqualified',
    recycle: 'unchanged',
    'claim an opt-in mail': 'unchanged',
    'record an opt-in mail': 'raw',
    'release a mail': 'unchanged',
    settle: 'unchanged',
    'settle after 8 days': 'unchanged',
  },
  mql: {
    resubmit: 'mql',
    confirm: 'unchanged',
    withdraw: 'mql',
    enrich: 'mql',
    'record a score that qualifies': 'unchanged',
    // Our playbook recycles an MQL that falls below, while nobody owns it.
    'record a low score': 'raw',
    'record a score that disqualifies': 'disqualified',
    offer: 'mql',
    accept: 'OfferOverError',
    decline: 'OfferOverError',
    'find nobody to offer to': 'raw',
    // Nobody owns it yet.
    'sales-qualify': 'ForbiddenTransitionError',
    'establish a part': 'NotWithSalesError',
    'establish everything': 'NotWithSalesError',
    win: 'ForbiddenTransitionError',
    lose: 'ForbiddenTransitionError',
    disqualify: 'disqualified',
    recycle: 'raw',
    'claim an opt-in mail': 'unchanged',
    'record an opt-in mail': 'mql',
    'release a mail': 'unchanged',
    settle: 'unchanged',
    // The router is reminded.
    'settle after 8 days': 'mql',
  },
  sql: {
    resubmit: 'sql',
    confirm: 'unchanged',
    withdraw: 'sql',
    enrich: 'sql',
    'record a score that qualifies': 'unchanged',
    'record a low score': 'sql',
    'record a score that disqualifies': 'sql',
    offer: 'unchanged',
    accept: 'unchanged',
    decline: 'OfferOverError',
    'find nobody to offer to': 'unchanged',
    'sales-qualify': 'unchanged',
    'establish a part': 'unchanged',
    'establish everything': 'unchanged',
    win: 'customer',
    lose: 'lost',
    disqualify: 'disqualified',
    recycle: 'raw',
    'claim an opt-in mail': 'unchanged',
    'record an opt-in mail': 'sql',
    'release a mail': 'unchanged',
    settle: 'unchanged',
    // The mail to its owner is still missing.
    'settle after 8 days': 'sql',
  },
  customer: {
    resubmit: 'customer',
    confirm: 'unchanged',
    withdraw: 'customer',
    enrich: 'customer',
    'record a score that qualifies': 'unchanged',
    'record a low score': 'customer',
    'record a score that disqualifies': 'customer',
    offer: 'unchanged',
    accept: 'unchanged',
    decline: 'OfferOverError',
    'find nobody to offer to': 'unchanged',
    'sales-qualify': 'ForbiddenTransitionError',
    'establish a part': 'NotWithSalesError',
    'establish everything': 'NotWithSalesError',
    win: 'unchanged',
    lose: 'ForbiddenTransitionError',
    disqualify: 'ForbiddenTransitionError',
    recycle: 'ForbiddenTransitionError',
    'claim an opt-in mail': 'unchanged',
    'record an opt-in mail': 'customer',
    'release a mail': 'unchanged',
    settle: 'unchanged',
    'settle after 8 days': 'customer',
  },
  lost: {
    resubmit: 'lost',
    confirm: 'unchanged',
    withdraw: 'lost',
    enrich: 'lost',
    'record a score that qualifies': 'unchanged',
    'record a low score': 'lost',
    'record a score that disqualifies': 'lost',
    offer: 'unchanged',
    accept: 'unchanged',
    decline: 'OfferOverError',
    'find nobody to offer to': 'unchanged',
    'sales-qualify': 'ForbiddenTransitionError',
    'establish a part': 'NotWithSalesError',
    'establish everything': 'NotWithSalesError',
    win: 'ForbiddenTransitionError',
    lose: 'unchanged',
    disqualify: 'ForbiddenTransitionError',
    recycle: 'raw',
    'claim an opt-in mail': 'unchanged',
    'record an opt-in mail': 'lost',
    'release a mail': 'unchanged',
    settle: 'unchanged',
    'settle after 8 days': 'lost',
  },
  disqualified: {
    resubmit: 'disqualified',
    confirm: 'unchanged',
    withdraw: 'disqualified',
    enrich: 'disqualified',
    'record a score that qualifies': 'unchanged',
    'record a low score': 'disqualified',
    'record a score that disqualifies': 'disqualified',
    offer: 'unchanged',
    accept: 'OfferOverError',
    decline: 'OfferOverError',
    'find nobody to offer to': 'unchanged',
    'sales-qualify': 'ForbiddenTransitionError',
    'establish a part': 'NotWithSalesError',
    'establish everything': 'NotWithSalesError',
    win: 'ForbiddenTransitionError',
    lose: 'ForbiddenTransitionError',
    disqualify: 'unchanged',
    recycle: 'ForbiddenTransitionError',
    'claim an opt-in mail': 'unchanged',
    'record an opt-in mail': 'disqualified',
    'release a mail': 'unchanged',
    settle: 'unchanged',
    'settle after 8 days': 'unchanged',
  },
};

describe.each(stages)('a lead that is %s', (stage) => {
  it.each(commandNames)('%s', (command) => {
    expect(outcome(aLeadIn(stage), command, (lead) => lead.stage)).toBe(machine[stage][command]);
  });
});

it('lets only an owner say that sales has qualified a lead, and only with all that the playbook asks for', () => {
  expect(outcome(anEstablishedLead(), 'sales-qualify', (lead) => lead.stage)).toBe('sql');
  expect(outcome(anAcceptedLead(), 'sales-qualify', (lead) => lead.stage)).toBe('NotEstablishedError');
  expect(outcome(anOfferedLead(), 'sales-qualify', (lead) => lead.stage)).toBe('ForbiddenTransitionError');
  expect(outcome(anAcceptedLead(), 'establish a part', (lead) => lead.stage)).toBe('mql');
  expect(outcome(anAcceptedLead(), 'establish everything', (lead) => lead.stage)).toBe('sql');
});

it('has a command for every transition, and none besides', () => {
  const taken = stages.flatMap((from) =>
    Object.values(machine[from])
      .filter((to) => stages.some((stage) => stage === to) && to !== from)
      .map((to) => `${from} → ${to}`),
  );

  expect(new Set([...taken, 'mql → sql'])).toEqual(
    new Set(stages.flatMap((from) => transitions[from].map((to) => `${from} → ${to}`))),
  );
});
