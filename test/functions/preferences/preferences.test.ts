import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { dynamoHistory } from '#adapters/dynamodb/history.ts';
import { dynamoLeadHistory } from '#adapters/dynamodb/lead-history.ts';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import { mayUse } from '#domain/consent/consents.ts';
import { ledgerFault } from '#domain/consent/ledger-fault.ts';
import { DAY } from '#domain/instant.ts';
import { capture } from '#domain/lead/capture.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { optInLinks } from '#functions/confirm/confirm-opt-in.ts';
import { offeredWording } from '#functions/preferences/offered-wording.ts';
import { preferences } from '#functions/preferences/preferences.ts';
import { unsubscribe } from '#functions/unsubscribe/unsubscribe.ts';
import { entryOf } from '#ports/ledgers.ts';
import { aSubmission, aViewer, aWithdrawal, NOW, someConsents } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const playbook = aPlaybook();
const page = () =>
  preferences({
    ...world,
    activities: dynamoActivities(world.table),
    history: dynamoLeadHistory(world.table),
    playbook,
    pageUrl: 'https://leads.example.com/preferences',
  });

const email = 'email/paper-and-news';
const phone = 'phone/sales-call';

async function aPerson(...channels: Parameters<typeof someConsents>) {
  const given = channels.length === 0 ? someConsents('email', 'phone', 'tracking') : someConsents(...channels);
  const { lead } = await world.captured(aSubmission({ consents: given }));
  const confirmToken = await world.links.token('confirm', lead.id, lead.optIn.requestId);
  await optInLinks(world).press(confirmToken, aViewer);
  const token = await world.links.token('preferences', lead.id, 'lead');

  return { id: lead.id, hash: lead.addressHash, token, confirmToken };
}

/** The words under which a consent could be given now. */
async function wordsOf(id: string, key: string) {
  const lead = await world.lead(id);
  const consent = lead.consents[key];
  if (consent === undefined) throw new Error(`No consent ${key}`);

  return offeredWording(playbook, lead, consent, 'de', sha256)?.sha256 ?? '';
}

const entriesOf = async (hash: string) => (await world.ledgers.of(hash)).map(entryOf);
const faultOf = async (hash: string, id: string) =>
  ledgerFault(
    (await entriesOf(hash)).map((entry) => ({ place: entry.n, entry })),
    sha256,
    { head: (await world.lead(id)).ledger },
  );
const listed = async (hash: string) => (await world.suppressions.of([hash])).get(hash);

describe('the preferences', () => {
  it('show what is held, and change nothing', async () => {
    const { id, token } = await aPerson();
    const visited = { id: 'a-1', kind: 'page-visited' as const, at: NOW, page: '/pricing' };
    await dynamoActivities(world.table).record([{ leadId: id, activity: visited }], DAY);
    const before = await world.itemsOf(id);
    const held = await page().look(token);

    expect(held.lead.profile.company?.value).toBe('Wasserwerk Nord');
    expect(held.entries.map(({ kind }) => kind)).toContain('confirmed');
    expect(held.activities).toMatchObject([{ page: '/pricing' }]);
    expect(await world.itemsOf(id)).toEqual(before);
  });

  it('hand out everything, with what happened', async () => {
    const { id, token } = await aPerson();
    const happened = { id: `${id}.1.0`, type: 'lead.captured', at: NOW, leadId: id } as const;
    await dynamoHistory(world.table).keep([{ ...happened, facts: { formId: 'whitepaper', requestId: 'r' } }]);

    expect((await page().record(token)).history).toEqual([
      { type: 'lead.captured', at: NOW, facts: { formId: 'whitepaper', requestId: 'r' } },
    ]);
  });

  it('withdraw one purpose and leave the others', async () => {
    const { id, hash, token } = await aPerson();
    await page().withdraw(token, phone, aViewer);
    const { consents, optIn } = await world.lead(id);

    expect([mayUse(consents, 'email'), mayUse(consents, 'phone'), mayUse(consents, 'tracking')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(optIn.status).toBe('confirmed');
    expect((await entriesOf(hash)).at(-1)).toMatchObject({ kind: 'withdrawn', method: 'preferences', viewer: aViewer });
    expect(await listed(hash)).toBeUndefined();
  });

  it('withdraw all: nothing is sent any more', async () => {
    const { id, hash, token } = await aPerson();
    await page().withdraw(token, undefined, aViewer);

    expect(await world.lead(id)).toMatchObject({ optIn: { status: 'withdrawn' } });
    expect(await listed(hash)).toMatchObject({ refusal: { reason: 'unsubscribed' } });
    expect(await page().withdraw(token, undefined, aViewer)).toEqual({ leadId: id, changed: false });
  });

  it('take a consent that nobody asked for as nothing to withdraw', async () => {
    const { id, token } = await aPerson('email');

    expect(await page().withdraw(token, phone, aViewer)).toEqual({ leadId: id, changed: false });
    expect(await page().withdraw(token, 'toString', aViewer)).toEqual({ leadId: id, changed: false });
  });
});

describe('a consent given again', () => {
  it('holds at once, is proven with the words and the method, and the chain is whole', async () => {
    const { id, hash, token } = await aPerson();
    await page().withdraw(token, email, aViewer);
    const wording = await wordsOf(id, email);
    expect(await page().give(token, { consent: email, wording, locale: 'de' }, aViewer)).toMatchObject({
      changed: true,
    });
    const lead = await world.lead(id);
    const entries = await entriesOf(hash);

    expect(mayUse(lead.consents, 'email')).toBe(true);
    expect(lead).toMatchObject({ optIn: { status: 'confirmed', mailWanted: false } });
    expect(lead).not.toHaveProperty('eraseAt');
    expect(await listed(hash)).toEqual({});
    expect(entries.slice(-2)).toMatchObject([
      { kind: 'requested', wording: { sha256: wording, locale: 'de', page: 'https://leads.example.com/preferences' } },
      { kind: 'confirmed', method: 'preferences', viewer: aViewer },
    ]);
    expect(await faultOf(hash, id)).toBeUndefined();
  });

  it('brings no confirmation link of before back to life', async () => {
    const { id, token, confirmToken } = await aPerson();
    await page().withdraw(token, undefined, aViewer);
    await page().give(token, { consent: email, wording: await wordsOf(id, email), locale: 'de' }, aViewer);

    await expect(optInLinks(world).press(confirmToken, aViewer)).rejects.toMatchObject({ name: 'OptInOverError' });
    expect(mayUse((await world.lead(id)).consents, 'phone')).toBe(false);
  });

  it('is one that its owner confirmed before: what somebody only ticked is confirmed by mail', async () => {
    const { lead } = await world.captured(aSubmission({ consents: someConsents('email', 'phone') }));
    const token = await world.links.token('preferences', lead.id, 'lead');
    await world.leads.save(withdraw(lead, aWithdrawal, NOW, sha256));
    const giving = { consent: phone, wording: await wordsOf(lead.id, phone), locale: 'de' as const };

    expect(await page().give(token, giving, aViewer)).toMatchObject({ changed: false });
  });

  it('is in words of now: others than were shown count for nothing', async () => {
    const { token } = await aPerson();
    await page().withdraw(token, phone, aViewer);
    const giving = { consent: phone, wording: sha256('words of last year'), locale: 'de' as const };

    expect(await page().give(token, giving, aViewer)).toMatchObject({ changed: false });
  });

  it('is none to e-mail while the address is blocked', async () => {
    const { id, token } = await aPerson();
    await world.leads.save(withdraw(await world.lead(id), { ...aWithdrawal, method: 'complaint' }, NOW, sha256));

    const give = async (consent: string) =>
      page().give(token, { consent, wording: await wordsOf(id, consent), locale: 'de' }, aViewer);
    expect(await give(email)).toMatchObject({ changed: false });
    expect(await give(phone)).toMatchObject({ changed: true });
  });

  it('and an unsubscribe at the same moment leave one of the two standing, with a whole proof', async () => {
    const { id, hash, token } = await aPerson();
    await page().withdraw(token, email, aViewer);
    const giving = { consent: email, wording: await wordsOf(id, email), locale: 'de' as const };
    const leave = await world.links.token('unsubscribe', id, 'marketing');
    await Promise.all([
      page().give(token, giving, aViewer),
      unsubscribe(world).press(leave, 'one-click', aViewer),
      page().give(token, giving, aViewer),
    ]);
    const lead = await world.lead(id);
    const refused = (await listed(hash))?.refusal !== undefined;

    expect(mayUse(lead.consents, 'email')).toBe(!refused);
    expect(await faultOf(hash, id)).toBeUndefined();
  });
});

describe('an erasure', () => {
  it('is ordered once: everything is withdrawn, the address suppressed and nobody’s', async () => {
    const { id, hash, token } = await aPerson();
    const first = await page().erase(token, aViewer);
    const second = await page().erase(token, aViewer);

    expect([first.changed, second.changed]).toEqual([true, false]);
    expect(second.erasure).toEqual(first.erasure);
    expect(await world.lead(id)).toMatchObject({ erasure: { because: 'asked' }, optIn: { status: 'withdrawn' } });
    expect(await listed(hash)).toMatchObject({ refusal: { reason: 'erased' } });
    expect((await world.itemsOfAddress(hash)).find(({ sk }) => sk === 'ADDRESS')).not.toHaveProperty('leadId');
  });

  it('ends the link: it leads nowhere from then on', async () => {
    const { token } = await aPerson();
    await page().erase(token, aViewer);
    const nowhere = { name: 'LeadNotFoundError' };
    const gone = await world.links.token('preferences', newUlid(), 'lead');

    for (const link of [token, gone]) {
      await expect(page().look(link)).rejects.toMatchObject(nowhere);
      await expect(page().record(link)).rejects.toMatchObject(nowhere);
      await expect(page().withdraw(link, email, aViewer)).rejects.toMatchObject(nowhere);
      await expect(page().give(link, { consent: email, wording: '', locale: 'de' }, aViewer)).rejects.toMatchObject(
        nowhere,
      );
    }
    await expect(page().erase(gone, aViewer)).rejects.toMatchObject(nowhere);
  });

  it('shows the next lead of the address nothing of the one before', async () => {
    const { id, hash, token } = await aPerson();
    await page().erase(token, aViewer);
    const { ledger } = await world.lead(id);
    const context = { now: NOW, requestId: newUlid(), sha256 };
    const next = capture(aSubmission(), { id: newUlid(), addressHash: hash, ledger }, context);
    await world.leads.create(next, { vacant: { ledger, forgotten: {} } });
    const held = await page().look(await world.links.token('preferences', next.lead.id, 'lead'));

    expect(held.entries.map(({ kind }) => kind)).toEqual(['requested', 'requested']);
    expect((await entriesOf(hash)).length).toBe(ledger.entries + 2);
  });
});
