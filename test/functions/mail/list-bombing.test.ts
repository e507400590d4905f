import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { mailboxBounds } from '#domain/consent/budget.ts';
import { DAY, elapsed, HOUR, type Instant, MINUTE } from '#domain/instant.ts';
import { settle } from '#domain/lead/settle.ts';
import { captureLead } from '#functions/capture/capture-lead.ts';
import { aViewer } from '#test/support/a-lead.ts';
import { aForm } from '#test/support/a-playbook.ts';
import { aMailGate, anAddress } from '#test/support/mail-gate.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
// Every case has an hour of its own.
beforeEach(() => world.wait(HOUR));

const ticked = (channel: string) => ({
  given: true,
  text: sha256(aForm().consents.find((consent) => consent.channel === channel)?.text.en ?? ''),
});

/** Submits the form for an address; answers its lead's id. */
async function submit(email: string, ip = aViewer.ip): Promise<string> {
  await captureLead(world)({
    form: aForm(),
    locale: 'en',
    submission: {
      fields: { email, company: 'Wasserwerk Nord', jobTitle: 'Operator', companySize: '50-249' },
      consents: { email: ticked('email') },
    },
    viewer: { ...aViewer, ip },
    idempotencyKey: undefined,
  });
  const [address] = await world.itemsOfAddress(await world.hashes.address(email.toLowerCase()));

  return String(address?.leadId);
}

/** Spellings of one mailbox at Gmail: dots by the bits of `n`, a tag, either name of the provider, either case. */
function spelling(name: string, n: number): string {
  const dotted = [...name]
    .map((letter, place) => (place > 0 && n & (1 << (place - 1)) ? `.${letter}` : letter))
    .join('');
  const address = `${dotted}${n % 3 === 0 ? `+${n}` : ''}@${n % 2 === 0 ? 'gmail.com' : 'googlemail.com'}`;

  return n % 5 === 0 ? address.toUpperCase() : address;
}

/** How many writes were asked of the table. */
async function writesOf(work: () => Promise<unknown>): Promise<number> {
  const send = vi.spyOn(world.table.client, 'send');
  await work();
  const names = send.mock.calls.map(([command]) => command.constructor.name);
  send.mockRestore();

  return names.filter((name) => /^(Put|Update|Delete|TransactWrite|BatchWrite)/.test(name)).length;
}

function expectWithinBounds(mails: readonly Instant[]): void {
  for (const bound of mailboxBounds)
    for (const [n, at] of mails.entries()) {
      const oneTooMany = mails[n + bound.mails];
      if (oneTooMany !== undefined) expect(elapsed(at, oneTooMany)).toBeGreaterThanOrEqual(bound.within);
    }
}

describe('list bombing', () => {
  it('200 submissions of variants of one mailbox in parallel: one mail', async () => {
    const [one, other] = [aMailGate(world), aMailGate(world)];
    const ids = await Promise.all(Array.from({ length: 200 }, (_, n) => submit(spelling('victimone', n))));
    await Promise.all(ids.flatMap((id) => [one.run(id), other.run(id)]));
    const leads = await Promise.all(ids.map((id) => world.lead(id)));

    expect(new Set(ids).size).toBeGreaterThan(100);
    expect(one.out.length + other.out.length).toBe(1);
    // I9: each of them waits visibly.
    const waiting = leads.filter(({ optIn }) => optIn.mailWanted);
    expect(new Set(waiting.map(({ optIn }) => optIn.held?.by))).toEqual(new Set(['mailbox']));
  }, 120_000);

  it('whoever goes on for weeks gets through at most 3 mails a day and 5 in thirty days', async () => {
    const sentAt: Instant[] = [];
    const { run } = aMailGate(world, { send: async () => void sentAt.push(world.clock()) });
    const waits = [
      ...Array<number>(12).fill(5 * MINUTE),
      ...Array<number>(12).fill(HOUR),
      ...Array<number>(75).fill(11 * HOUR),
    ];
    for (const [n, ms] of waits.entries()) {
      const ids = await Promise.all([0, 1, 2, 3].map((k) => submit(spelling('victimtwo', (n * 4 + k) % 40))));
      await Promise.all(ids.map(run));
      world.wait(ms);
    }

    expectWithinBounds(sentAt);
    expect(elapsed(sentAt[0] ?? '', world.clock())).toBeGreaterThan(30 * DAY);
    // The budget comes back: it is no block.
    expect(sentAt.length).toBeGreaterThan(5);
  }, 120_000);

  it('1,000 submissions for one victim cost the gate the writes of one mail', async () => {
    const { run, out } = aMailGate(world);
    const victim = anAddress();
    const id = await submit(victim);
    const first = await writesOf(() => run(id));
    let more = 0;
    for (let n = 0; n < 40; n++) {
      await Promise.all(Array.from({ length: 5 }, () => submit(victim)));
      more += await writesOf(() => Promise.all(Array.from({ length: 25 }, () => run(id))));
    }

    // Three counters, the claim with the mailbox, the record with the ledger.
    expect([first, more, out.length]).toEqual([5, 0, 1]);
  }, 120_000);

  it('a held lead is written once, however often its mail is asked for', async () => {
    const { run } = aMailGate(world);
    await run(await submit('victimthree@gmail.com'));
    const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => submit(`victimthree+${n}@gmail.com`)));

    expect(await writesOf(() => Promise.all(ids.map(run)))).toBe(20);
    expect(await writesOf(() => Promise.all(Array.from({ length: 10 }, () => Promise.all(ids.map(run)))))).toBe(0);
  });

  it('rotating addresses of one network: its budget trips, and others get their mails', async () => {
    const { run, out } = aMailGate(world, { perHour: { network: 5 } });
    const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => submit(anAddress(), `198.51.100.${n}`)));
    await Promise.all(ids.map(run));
    const held = (await Promise.all(ids.map((id) => world.lead(id)))).filter(
      ({ optIn }) => optIn.held?.by === 'network',
    );

    expect([out.length, held.length]).toEqual([5, 15]);
    expect(await run(await submit(anAddress(), '198.51.101.1'))).toEqual(['opt-in']);
  });

  it('rotating names at one recipient domain: its budget trips; a free provider has its own', async () => {
    const { run, out } = aMailGate(world, { perHour: { domain: 3, freeProvider: 6 } });
    for (let n = 0; n < 10; n++) await run(await submit(`person${n}@mail.stadtwerk.example`, `198.51.${n}.1`));
    const atCompany = out.length;
    for (let n = 0; n < 10; n++) await run(await submit(`person${n}@gmx.de`, `198.51.${n}.1`));

    expect([atCompany, out.length - atCompany]).toEqual([3, 6]);
  });

  it('the budget of everybody trips whatever else has room', async () => {
    const { run } = aMailGate(world, { perHour: { everybody: 2 } });
    const ids = await Promise.all([1, 2, 3].map((n) => submit(`ada@town${n}.example`, `198.${n}.100.1`)));

    expect(await Promise.all(ids.map(run)).then((all) => all.flat().toSorted())).toEqual([
      'opt-in',
      'opt-in',
      'opt-in held by everybody',
    ]);
  });

  it('what was held goes out when its hour has passed: the timer of missing mails tries again', async () => {
    const { run } = aMailGate(world, { perHour: { network: 1 } });
    await run(await submit(anAddress(), '198.51.102.1'));
    const id = await submit(anAddress(), '198.51.102.2');
    expect(await run(id)).toEqual(['opt-in held by network']);

    world.wait(HOUR);
    const due = settle(await world.lead(id), world.clock(), sha256);
    await world.leads.save(due);
    expect(due.events).toMatchObject([{ type: 'lead.mail-due', facts: { mails: ['opt-in'] } }]);
    expect(await run(id)).toEqual(['opt-in']);
    expect((await world.lead(id)).optIn.held).toBeUndefined();
  });
});
