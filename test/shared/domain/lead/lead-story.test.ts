import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { facts } from '#contracts/events.ts';
import { channels, mailNames } from '#contracts/playbook.ts';
import { mailboxBounds } from '#domain/consent/budget.ts';
import { DAY, elapsed, HOUR, MINUTE, SECOND } from '#domain/instant.ts';
import { isUnchanged } from '#domain/lead/change.ts';
import { claimMail, isOptInMail, mayMarket } from '#domain/lead/mails.ts';
import { isExpired, isGivenUp } from '#domain/lead/opt-in.ts';
import { settle } from '#domain/lead/settle.ts';
import { mayMove } from '#domain/lead/stage.ts';
import { timersOf } from '#domain/lead/timers.ts';
import { someFindings } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { firstBrokenEntry } from '#test/support/first-broken-entry.ts';
import { CANARY, type Happening, LeadStory, type Plain, type Request, type Sending } from '#test/support/lead-story.ts';

const plain = (...names: Plain[]) => fc.constantFrom(...names).map((name): Request => ({ do: name }));

const waiting: fc.Arbitrary<Happening> = fc.oneof(
  fc
    .constantFrom(0, SECOND, 31 * SECOND, MINUTE, 9 * MINUTE, 10 * MINUTE, HOUR, DAY, 8 * DAY, 31 * DAY)
    .map((ms): Happening => ({ do: 'wait', ms })),
  fc.constant<Happening>({ do: 'wait for a timer' }),
);
const submitting = fc.subarray([...channels]).map((given): Happening => ({ do: 'resubmit', channels: given }));
const mailing: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom(...mailNames).map((mail): Happening => ({ do: 'claim', mail })),
  fc
    .constantFrom('network' as const, 'domain' as const, 'everybody' as const, 'suppressed' as const, 'role' as const)
    .map((by): Happening => ({ do: 'hold', by })),
  fc.constantFrom<Happening>({ do: 'record' }, { do: 'refuse' }),
);
const anyFindings = fc
  .array(
    fc.constantFrom(
      ...aPlaybook().scoring.sql.flatMap(({ field, options = [] }) => options.map(({ value }) => [field, value])),
    ),
    { maxLength: 4 },
  )
  .map((pairs): Record<string, string> => Object.fromEntries(pairs));
const establishing = fc
  .tuple(fc.constantFrom('sales-1', 'sales-2'), fc.oneof(fc.constant(someFindings().values), anyFindings))
  .map(([by, values]): Request => ({ do: 'establish', by, values }));
const selling: fc.Arbitrary<Request> = fc.oneof(
  fc.constantFrom('sales-1', 'sales-2').map((to): Request => ({ do: 'offer', to })),
  establishing,
  plain('accept', 'decline', 'accept an old offer', 'unrouted', 'salesQualify', 'win', 'lose', 'disqualify', 'recycle'),
);
const learning: fc.Arbitrary<Request> = fc.oneof(
  fc.record({ do: fc.constant('score' as const), fit: fc.integer({ min: 0, max: 9 }), qualifies: fc.boolean() }),
  plain('confirm', 'confirm an old request', 'withdraw', 'enrich'),
);
const happening = fc.oneof(
  { arbitrary: waiting, weight: 3 },
  { arbitrary: plain('settle'), weight: 2 },
  { arbitrary: submitting, weight: 2 },
  { arbitrary: mailing, weight: 3 },
  { arbitrary: learning, weight: 4 },
  { arbitrary: selling, weight: 4 },
);
/** Two of three lives begin as those do that get far. */
const promising: Happening[] = [{ do: 'confirm' }, { do: 'score', fit: 9, qualifies: true }];
const sold: Happening[] = [...promising, { do: 'offer', to: 'sales-1' }, { do: 'accept' }];
const life = fc
  .tuple(fc.constantFrom([], promising, sold), fc.array(happening, { maxLength: 40, size: 'max' }))
  .map(([beginning, rest]) => [...beginning, ...rest]);

/** Plays lives, looking after every happening. */
const always = (look: (story: LeadStory, happened: Happening) => void, runs = 400) =>
  fc.assert(
    fc.property(life, (happenings) => {
      const story = new LeadStory();
      for (const one of happenings) {
        story.play(one);
        look(story, one);
      }
    }),
    { numRuns: runs },
  );

it('moves only along the machine, and every stage says since when, by whom and why', () => {
  always(({ changes, lead }) => {
    const { before, lead: after } = changes.at(-1)?.change ?? {};
    if (before && after && before.stage !== after.stage) expect(mayMove(before.stage, after.stage)).toBe(true);
    expect(lead.stages[lead.stage]).toBeDefined();
  });
});

it('raises the version by exactly one with a change, and not at all without', () => {
  always(({ changes, lead }) => {
    expect(changes.map(({ change }) => change.lead.version)).toEqual(changes.map((_, n) => n + 1));
    expect(lead.version).toBe(changes.length);
  });
});

it('does the same once when it is asked twice', () => {
  const twice = fc.oneof(learning, selling, plain('settle'));
  fc.assert(
    fc.property(life, twice, (happenings, command) => {
      const story = new LeadStory();
      for (const one of happenings) story.play(one);
      if (story.play(command) === undefined) return;
      const again = story.play(command);
      // What was refused the second time changed nothing either.
      if (again !== undefined) expect(isUnchanged(again)).toBe(true);
    }),
    { numRuns: 800 },
  );
});

it('claims a mail once, however many deliveries ask at once', () => {
  always((story, { do: what }) => {
    if (what !== 'claim' || story.sending === undefined) return;
    for (const mail of mailNames) expect(isUnchanged(claimMail(story.lead, mail, story.now))).toBe(true);
  });
});

it('makes nobody sales qualified before the owner has established everything since the lead became MQL, and nothing speaks against it', () => {
  let became = 0;
  always(({ changes }) => {
    const { before, lead } = changes.at(-1)?.change ?? {};
    if (lead?.stage !== 'sql' || before?.stage === 'sql') return;
    became += 1;
    for (const { field, options = [] } of aPlaybook().scoring.sql) {
      const { value, source, at = '' } = lead.profile[field] ?? {};
      expect(source).toBe(`sales:${lead.owner}`);
      expect(at >= (lead.stages.mql?.since ?? '9')).toBe(true);
      expect(options.find((option) => option.value === value)?.qualifies ?? true).toBe(true);
    }
  });
  expect(became).toBeGreaterThan(0);
});

it('lets no form take back what sales has established while the lead is with sales', () => {
  always(({ changes }, { do: what }) => {
    const { before, lead } = changes.at(-1)?.change ?? {};
    if (what !== 'resubmit' || before?.owner === undefined || lead === undefined) return;
    for (const [name, field] of Object.entries(before.profile))
      if (field.source.startsWith('sales:')) expect(lead.profile[name]).toEqual(field);
  });
});

it('makes nobody marketing qualified without a confirmed opt-in', () => {
  always(({ changes }) => {
    const { before, lead } = changes.at(-1)?.change ?? {};
    if (lead?.stage === 'mql' && before?.stage !== 'mql') expect(lead.optIn.status).toBe('confirmed');
  });
});

it('offers only with a confirmed opt-in, to nobody while somebody has the lead, and never without a deadline', () => {
  always(({ lead }) => {
    if (lead.offer?.status !== 'open') return;
    expect(lead).toMatchObject({ stage: 'mql', optIn: { status: 'confirmed' } });
    expect(lead.owner).toBeUndefined();
    expect(timersOf(lead)).toContainEqual({ name: 'offer-lapse', at: lead.offer.acceptBy });
  });
});

it('never forgets a qualified lead: somebody has it, was asked, or routing will look again', () => {
  always(({ lead }) => {
    if (lead.stage !== 'mql' || lead.optIn.status !== 'confirmed') return;
    const isRouted = lead.owner !== undefined || lead.offer?.status === 'open';
    expect(isRouted || timersOf(lead).some(({ name }) => name === 'routing-retry')).toBe(true);
  });
});

it('keeps the owner, once there is one, for as long as the lead is with sales', () => {
  always(({ changes }) => {
    const { before, lead } = changes.at(-1)?.change ?? {};
    if (before?.owner === undefined || lead === undefined) return;
    if (lead.stage === 'raw' || lead.stage === 'disqualified') expect(lead.owner).toBeUndefined();
    else expect(lead.owner).toBe(before.owner);
  });
});

it('has settled what is due when it has settled: at once again there is nothing to do', () => {
  always((story) => {
    const { lead } = settle(story.lead, story.now, sha256);
    expect(isUnchanged(settle(lead, story.now, sha256))).toBe(true);
    for (const { at } of timersOf(lead)) expect(at > story.now).toBe(true);
  });
});

it('gives every event an id of its own, with facts as the contract has them and nothing that anybody typed', () => {
  always(({ events }) => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    for (const event of events) expect(facts[event.type].safeParse(event.facts).success).toBe(true);
    expect(JSON.stringify(events)).not.toContain(CANARY);
  }, 150);
});

it('keeps a ledger of consents that verifies, and that the lead knows the end of', () => {
  always(({ entries, lead }) => {
    expect(firstBrokenEntry(entries, sha256)).toBeUndefined();
    expect(lead.ledger).toEqual({ entries: entries.length, hash: entries.at(-1)?.hash });
  }, 100);
});

it('holds as confirmed only what the ledger says was requested and confirmed, and not withdrawn since', () => {
  always(({ entries, lead }) => {
    for (const { channel, purpose, status } of Object.values(lead.consents)) {
      if (status !== 'confirmed') continue;
      const kinds = entries
        .filter((entry) => 'channel' in entry && entry.channel === channel && entry.purpose === purpose)
        .map(({ kind }) => kind);
      expect(kinds.lastIndexOf('confirmed')).toBeGreaterThan(kinds.lastIndexOf('withdrawn'));
      expect(kinds.indexOf('requested')).toBeLessThan(kinds.lastIndexOf('confirmed'));
    }
  });
});

it('sends no more opt-in mails and reminders than the mailbox may get, whatever anybody submits', () => {
  const pestering = fc.array(
    fc.oneof(
      submitting,
      fc.constantFrom<Happening>(
        { do: 'claim', mail: 'opt-in' },
        { do: 'claim', mail: 'opt-in-reminder' },
        { do: 'record' },
        { do: 'refuse' },
        { do: 'hold', by: 'network' },
      ),
      plain('settle', 'confirm', 'withdraw'),
      waiting,
    ),
    { maxLength: 80, size: 'max' },
  );
  fc.assert(
    fc.property(pestering, (happenings) => {
      const story = new LeadStory();
      for (const one of happenings) story.play(one);
      const times = story.sent.filter(({ mail }) => isOptInMail(mail)).map(({ at }) => at);
      for (const { mails, within } of mailboxBounds)
        for (const [n, at] of times.entries()) {
          const oneTooMany = times[n + mails];
          if (oneTooMany !== undefined) expect(elapsed(at, oneTooMany)).toBeGreaterThanOrEqual(within);
        }
    }),
    { numRuns: 500 },
  );
});

it('leaves no live request without its mail or a visible reason: it went out, has a time to look again, or was given up (I9)', () => {
  always(({ lead, sent, now }) => {
    const { optIn } = lead;
    if (optIn.status !== 'pending' || isExpired(optIn, now)) return;
    const wentOut = sent.some(({ mail, about }) => mail === 'opt-in' && about === optIn.requestId);
    const isTriedAgain = optIn.mailWanted && timersOf(lead).some(({ name }) => name === 'mail-retry');
    expect(wentOut || isTriedAgain || (optIn.held !== undefined && isGivenUp(optIn.held.by))).toBe(true);
  });
});

it('reminds of a request at most once, after its mail, and never when it is over', () => {
  const known = new WeakSet<Sending>();
  always(({ lead, sent, sending }) => {
    const reminders = sent.filter(({ mail }) => mail === 'opt-in-reminder');
    expect(new Set(reminders.map(({ about }) => about)).size).toBe(reminders.length);
    for (const { about } of reminders) expect(sent.find((mail) => mail.about === about)?.mail).toBe('opt-in');
    if (sending === undefined || known.has(sending)) return;
    known.add(sending);
    if (sending.mail === 'opt-in-reminder') expect(lead.optIn.status).toBe('pending');
  });
});

it('claims a marketing mail only with a confirmed, unwithdrawn consent, and each at most once', () => {
  const known = new WeakSet<Sending>();
  always(({ lead, sent, sending }) => {
    expect(sent.filter(({ mail }) => mail === 'welcome').length).toBeLessThanOrEqual(1);
    if (sending === undefined || known.has(sending)) return;
    known.add(sending);
    if (sending.mail === 'welcome') expect(mayMarket(lead)).toBe(true);
  });
});

it('counts a mail only for the offer it was about', () => {
  always(({ lead, sent }) => {
    for (const mail of lead.offer?.mailed ?? [])
      expect(sent).toContainEqual(expect.objectContaining({ mail, about: lead.offer?.id }));
  });
});
