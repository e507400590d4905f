import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAddressBlocks } from '#adapters/dynamodb/address-blocks.ts';
import { dynamoMailCounts } from '#adapters/dynamodb/mail-counts.ts';
import { dynamoOptInMails } from '#adapters/dynamodb/opt-in-mails.ts';
import { dynamoSoftBounces } from '#adapters/dynamodb/soft-bounces.ts';
import type { FeedbackKind, MailFeedback } from '#contracts/mail-feedback.ts';
import { canonicalAddress } from '#domain/consent/canonical-address.ts';
import { append } from '#domain/consent/ledger.ts';
import { HOUR, after as later, MINUTE } from '#domain/instant.ts';
import { changed } from '#domain/lead/change.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { hourOf } from '#domain/mailing/reputation.ts';
import { blockAddress } from '#functions/feedback/block-address.ts';
import { EarlyFeedbackError } from '#functions/feedback/early-feedback-error.ts';
import { noteArrival } from '#functions/feedback/note-arrival.ts';
import { noteSoftBounce } from '#functions/feedback/note-soft-bounce.ts';
import { type TakeFeedback, takeFeedback } from '#functions/feedback/take-feedback.ts';
import { aCapture, aSubmission, aViewer, aWithdrawal, NOW, REQUEST_ID } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { firstBrokenEntry } from '#test/support/first-broken-entry.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let take: TakeFeedback;
beforeAll(async () => {
  world = await startWorld();
  const { table, leads, clock, sha256, hashes, suppressions } = world;
  const list = { client: table.client, name: table.suppressions };
  const [softBounces, playbook] = [dynamoSoftBounces(table), aPlaybook()];
  take = takeFeedback({
    blockAddress: blockAddress({
      leads,
      suppressions,
      blocks: dynamoAddressBlocks(list),
      hashes,
      canonical: canonicalAddress,
      playbook,
      clock,
      sha256,
    }),
    noteArrival: noteArrival({ leads, optInMails: dynamoOptInMails(table), softBounces, clock, sha256 }),
    noteSoftBounce: noteSoftBounce({ leads, softBounces, playbook }),
    counts: dynamoMailCounts(table),
  });
});
afterAll(() => world.stop());

let people = 0;
/** A lead with an address of its own, in the table under the address' real hash. */
async function aPerson(email = `person-${++people}@wasserwerk.example`): Promise<Lead & { email: string }> {
  const submission = aSubmission({ fields: { ...aSubmission().fields, email } });
  const change = aCapture(submission, world.newId(), await world.hashes.address(email));
  await world.leads.create(change);

  return { ...change.lead, email };
}

async function confirmed(email?: string): Promise<Lead & { email: string }> {
  const person = await aPerson(email);
  const { email: own, ...lead } = person;
  const change = confirm(lead, { requestId: REQUEST_ID, viewer: aViewer }, NOW, world.sha256);
  await world.leads.save(change);

  return { ...change.lead, email: own };
}

/** The sender's note that SES took the opt-in mail. */
async function mailed(id: string, messageId: string): Promise<void> {
  const lead = await world.lead(id);
  const mail = {
    template: 'opt-in' as const,
    locale: lead.locale,
    playbook: 'playbook-1',
    sha256: 'a'.repeat(64),
    messageId,
    keyId: '1',
  };
  const entry = { kind: 'mailed' as const, requestId: lead.optIn.requestId, mail };
  const { ledger, entries } = append(lead.ledger, [entry], NOW, world.sha256);
  await world.leads.save(changed(lead, { ...lead, ledger }, [], NOW, entries));
}

let messages = 0;
const feedback = (
  { id, email }: { id: string; email: string },
  kind: FeedbackKind,
  more: Partial<MailFeedback> = {},
): MailFeedback => ({
  messageId: `ses-${++messages}`,
  leadId: id,
  mail: 'opt-in',
  kind,
  recipients: [email],
  at: NOW,
  ...more,
});

async function blockOf(email: string): Promise<string | undefined> {
  const hash = await world.hashes.address(email);

  return (await world.suppressions.of([hash])).get(hash)?.block?.reason;
}

const kindsIn = async ({ addressHash }: Lead): Promise<unknown[]> =>
  (await world.itemsOfAddress(addressHash)).flatMap(({ kind }) => (kind === undefined ? [] : [kind]));

describe('a hard bounce', () => {
  it('ends all consents and blocks the address in one write', async () => {
    const person = await confirmed();
    expect(await take(feedback(person, 'hard-bounce', { mail: 'welcome' }), false)).toBe('blocked');
    expect(await world.lead(person.id)).toMatchObject({
      optIn: { status: 'withdrawn', mailWanted: false },
      consents: { 'email/paper-and-news': { status: 'withdrawn' }, 'tracking/interests': { status: 'withdrawn' } },
      suppressed: 'hard-bounce',
    });
    expect(await blockOf(person.email)).toBe('hard-bounce');
    const [head] = await world.itemsOf(person.id);
    expect(head?.outbox).toContain('"method":"bounce"');
  });

  it('of an opt-in mail ends the request, so that it is not asked again', async () => {
    const person = await aPerson();
    await take(feedback(person, 'hard-bounce'), false);
    expect((await world.lead(person.id)).optIn).toMatchObject({ status: 'withdrawn', mailWanted: false });
  });

  it('of a lead that has nothing left to end blocks the address all the same', async () => {
    const person = await confirmed();
    const { email, ...lead } = person;
    await world.leads.save(withdraw(lead, aWithdrawal, NOW, world.sha256));
    expect(await take(feedback(person, 'hard-bounce'), false)).toBe('blocked');
    expect(await blockOf(email)).toBe('hard-bounce');
  });

  it('of a lead that was erased meanwhile blocks the address and touches nothing else', async () => {
    const person = await confirmed();
    const { email, ...lead } = person;
    await world.leads.save(requestErasure(lead, { because: 'asked' }, NOW, world.sha256));
    const before = await world.itemsOf(person.id);
    expect(await take(feedback(person, 'hard-bounce'), false)).toBe('blocked');
    expect(await blockOf(email)).toBe('hard-bounce');
    expect(await world.itemsOf(person.id)).toEqual(before);
  });

  it('of a lead that is gone blocks the address', async () => {
    const gone = { id: world.newId(), email: 'gone@wasserwerk.example' };
    expect(await take(feedback(gone, 'hard-bounce'), false)).toBe('blocked');
    expect(await blockOf(gone.email)).toBe('hard-bounce');
  });

  it('is known by the address in any spelling', async () => {
    const person = await confirmed();
    await take(feedback(person, 'hard-bounce', { recipients: [person.email.toUpperCase()] }), false);
    expect(await blockOf(person.email)).toBe('hard-bounce');
  });

  it('told five times changes the lead once', async () => {
    const person = await confirmed();
    const bounce = feedback(person, 'hard-bounce');
    const taken = [];
    for (let n = 0; n < 5; n++) taken.push(await take(bounce, n > 0));
    expect(taken).toEqual(['blocked', 'noted', 'noted', 'noted', 'noted']);
    expect((await world.lead(person.id)).version).toBe(person.version + 1);
  });

  it('of a mail to sales withdraws no lead', async () => {
    const person = await confirmed();
    const toSales = feedback(person, 'hard-bounce', { mail: 'offer', recipients: ['sales@company.example'] });
    expect(await take(toSales, false)).toBe('noted');
    expect(await world.lead(person.id)).toMatchObject({ optIn: { status: 'confirmed' } });
    expect([await blockOf(person.email), await blockOf('sales@company.example')]).toEqual([undefined, undefined]);
  });
});

describe('a complaint', () => {
  it('ends all consents and blocks the mailbox under all its spellings', async () => {
    const person = await confirmed('grace.hopper+news@gmail.com');
    expect(await take(feedback(person, 'complaint'), false)).toBe('blocked');
    expect((await world.lead(person.id)).optIn.status).toBe('withdrawn');
    expect([await blockOf(person.email), await blockOf('gracehopper@gmail.com')]).toEqual(['complaint', 'complaint']);
    const [head] = await world.itemsOf(person.id);
    expect(head?.outbox).toContain('"method":"complaint"');
  });

  it('of which the other side does not say who it was is about whom we sent the mail to', async () => {
    const person = await confirmed();
    await take(feedback(person, 'complaint', { recipients: [] }), false);
    expect(await blockOf(person.email)).toBe('complaint');
  });
});

it('blocks for the strongest reason, in whichever order the reasons come', async () => {
  for (const kinds of [
    ['hard-bounce', 'complaint'],
    ['complaint', 'hard-bounce'],
  ] as const) {
    const person = await confirmed();
    for (const kind of kinds) await take(feedback(person, kind), false);
    expect(await blockOf(person.email)).toBe('complaint');
  }
});

describe('soft bounces', () => {
  const limit = aPlaybook().privacy.softBounces;
  const bounce = (person: { id: string; email: string }, n: number, id = `${person.id}-${n}`) =>
    take(feedback(person, 'soft-bounce', { messageId: id, mail: 'welcome', at: later(NOW, n * MINUTE) }), false);

  it('block when there were as many in a row as the playbook says, and end no consent', async () => {
    const person = await confirmed();
    for (let n = 1; n < limit; n++) expect(await bounce(person, n)).toBe('noted');
    expect(await blockOf(person.email)).toBeUndefined();
    expect(await bounce(person, limit)).toBe('blocked');
    expect(await blockOf(person.email)).toBe('soft-bounces');
    expect(await world.lead(person.id)).toMatchObject({ optIn: { status: 'confirmed' }, suppressed: 'soft-bounces' });
  });

  it('count each mail once, however often it is told', async () => {
    const person = await confirmed();
    for (let n = 0; n < limit + 2; n++) await bounce(person, 1);
    expect(await blockOf(person.email)).toBeUndefined();
  });

  it('count anew after a mail arrived', async () => {
    const person = await confirmed();
    for (let n = 1; n < limit; n++) await bounce(person, n);
    await take(feedback(person, 'delivered', { mail: 'welcome', at: later(NOW, limit * MINUTE) }), false);
    await bounce(person, limit + 1);
    expect(await blockOf(person.email)).toBeUndefined();
  });

  it('side by side are all remembered', async () => {
    const person = await confirmed();
    await Promise.all(Array.from({ length: limit }, (_, n) => bounce(person, n + 1)));
    expect(await blockOf(person.email)).toBe('soft-bounces');
  });

  it('of a lead that is gone leave nothing behind', async () => {
    const gone = { id: world.newId(), email: 'gone-too@wasserwerk.example' };
    for (let n = 1; n <= limit; n++) await bounce(gone, n);
    expect(await world.itemsOf(gone.id)).toEqual([]);
  });
});

describe('a delivery', () => {
  it('stands in the proof with request and time, once', async () => {
    const person = await aPerson();
    await mailed(person.id, 'ses-arrives');
    const arrived = feedback(person, 'delivered', { messageId: 'ses-arrives', at: later(NOW, MINUTE) });
    for (let n = 0; n < 3; n++) await take(arrived, n > 0);
    const entries = (await world.itemsOfAddress(person.addressHash)).filter(({ kind }) => kind === 'delivered');
    expect(entries).toMatchObject([
      { requestId: REQUEST_ID, messageId: 'ses-arrives', deliveredAt: later(NOW, MINUTE) },
    ]);
  });

  it('keeps the chain of the ledger whole', async () => {
    const person = await aPerson();
    await mailed(person.id, 'ses-chain');
    await take(feedback(person, 'delivered', { messageId: 'ses-chain' }), false);
    const entries = (await world.itemsOfAddress(person.addressHash)).filter(({ sk }) =>
      String(sk).startsWith('CONSENT'),
    );
    const chain = entries.map(({ pk: _pk, sk: _sk, leadId: _leadId, ...entry }) => entry) as never;
    const { ledger } = await world.lead(person.id);
    expect(entries.length).toBeGreaterThan(2);
    expect(firstBrokenEntry(chain, world.sha256, { head: ledger })).toBeUndefined();
  });

  it('that is told before the sender has noted the mail comes again, and then is taken', async () => {
    const person = await aPerson();
    const early = feedback(person, 'delivered', { messageId: 'ses-early' });
    await expect(take(early, false)).rejects.toBeInstanceOf(EarlyFeedbackError);
    await mailed(person.id, 'ses-early');
    await take(early, true);
    expect(await kindsIn(person)).toContain('delivered');
  });

  it('of a mail that the sender never noted is given up after a quarter of an hour', async () => {
    const person = await aPerson();
    const lost = feedback(person, 'delivered', { at: later(NOW, -16 * MINUTE) });
    expect(await take(lost, true)).toBe('noted');
    expect(await kindsIn(person)).not.toContain('delivered');
  });

  it('to a lead that is being erased leaves its closed ledger alone', async () => {
    const person = await confirmed();
    const { email: _email, ...lead } = person;
    await mailed(person.id, 'ses-late');
    await world.leads.save(requestErasure(await world.lead(lead.id), { because: 'asked' }, NOW, world.sha256));
    await take(feedback(person, 'delivered', { messageId: 'ses-late' }), false);
    expect(await kindsIn(person)).not.toContain('delivered');
  });
});

it.each<[string, Partial<MailFeedback>]>([
  ['without a lead', { leadId: undefined as never }],
  ['without a name', { mail: undefined as never }],
  ['with a name that no mail of ours has', { mail: 'newsletter-of-somebody' }],
])('a mail %s is none of ours', async (_, more) => {
  const person = await confirmed();
  expect(await take(feedback(person, 'complaint', more), false)).toBe('foreign');
  expect(await blockOf(person.email)).toBeUndefined();
});

describe('what is counted', () => {
  const countsOf = async (hour: string) =>
    (await dynamoMailCounts(world.table).from(hour)).find((each) => each.hour === hour);

  it('is each bounce and complaint once, and mails to leads in the hour in which it happened, and none to sales', async () => {
    const at = later(NOW, -5 * HOUR);
    const person = await confirmed();
    const [bounce, complaint] = [feedback(person, 'hard-bounce', { at }), feedback(person, 'complaint', { at })];
    for (const n of [0, 1, 2]) {
      await take(bounce, n > 0);
      await take(complaint, false);
    }
    await take(feedback(person, 'delivered', { mail: 'welcome', at }), false);
    await take(feedback(person, 'delivered', { mail: 'offer', at }), false);
    await take(feedback(person, 'delayed', { at }), false);
    await take(feedback(person, 'hard-bounce', { mail: 'accepted', at }), false);
    expect(await countsOf(hourOf(at))).toEqual({ hour: hourOf(at), mails: 2, bounces: 1, complaints: 1 });
  });

  it('is no mail to the mailbox simulator', async () => {
    const at = later(NOW, -6 * HOUR);
    const person = await confirmed('bounce@simulator.amazonses.com');
    await take(feedback(person, 'hard-bounce', { at }), false);
    expect(await countsOf(hourOf(at))).toBeUndefined();
  });

  it('is nothing of what the queue hands out again', async () => {
    const at = later(NOW, -7 * HOUR);
    const person = await confirmed();
    const arrived = feedback(person, 'delivered', { mail: 'welcome', at });
    await take(arrived, false);
    await take(arrived, true);
    expect(await countsOf(hourOf(at))).toMatchObject({ mails: 1 });
  });

  it('loses nothing when much is told at once', async () => {
    const at = later(NOW, -8 * HOUR);
    const person = await confirmed();
    const many = Array.from({ length: 12 }, (_, n) =>
      take(feedback(person, n % 3 === 0 ? 'complaint' : 'delivered', { mail: 'welcome', at }), false),
    );
    await Promise.all(many);
    expect(await countsOf(hourOf(at))).toMatchObject({ mails: 8, complaints: 4 });
  });
});

it('ends the same, whatever is told how often in which order', async () => {
  const story = [
    ['delivered', 0],
    ['soft-bounce', 1],
    ['delayed', 2],
    ['hard-bounce', 3],
    ['complaint', 4],
  ] as const;
  const shuffled = fc.shuffledSubarray([...story, ...story], { minLength: 10, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(shuffled, async (told) => {
      const person = await confirmed();
      for (const [kind, n] of told)
        await take(
          feedback(person, kind, { mail: 'welcome', messageId: `${person.id}-${kind}`, at: later(NOW, n * MINUTE) }),
          false,
        );
      expect(await blockOf(person.email)).toBe('complaint');
      expect(await world.lead(person.id)).toMatchObject({ optIn: { status: 'withdrawn' }, suppressed: 'complaint' });
    }),
    { numRuns: 10 },
  );
});
