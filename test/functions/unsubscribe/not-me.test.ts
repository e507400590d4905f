import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import { canonicalAddress } from '#domain/consent/canonical-address.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import { settle } from '#domain/lead/settle.ts';
import { optInLinks } from '#functions/confirm/confirm-opt-in.ts';
import { notMe } from '#functions/unsubscribe/not-me.ts';
import { aSubmission, aViewer, NOW } from '#test/support/a-lead.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const email = 'ada.lovelace+paper@gmail.com';

async function aRequest() {
  const submission = aSubmission();
  const { lead } = await world.captured({ ...submission, fields: { ...submission.fields, email } });
  const token = await world.links.token('not-me', lead.id, lead.optIn.requestId);
  const mailbox = await world.hashes.address(canonicalAddress(email));

  return { lead, token, mailbox };
}

const press = (token: string) => notMe(world).press(token, aViewer);
const blocks = async (...hashes: string[]) => {
  const listed = await world.suppressions.of(hashes);

  return hashes.map((hash) => listed.get(hash)?.block?.reason);
};

describe('the link "that was not me" of an opt-in mail', () => {
  it('changes nothing when it is only opened', async () => {
    const { lead, token } = await aRequest();

    expect(await notMe(world).look(token)).toMatchObject({ state: 'open' });
    expect(await world.lead(lead.id)).toEqual(lead);
    expect(await blocks(lead.addressHash)).toEqual([undefined]);
  });

  it('"Not me": address blocked, in every spelling of its mailbox', async () => {
    const { lead, token, mailbox } = await aRequest();
    await press(token);

    expect(await blocks(lead.addressHash, mailbox)).toEqual(['not-me', 'not-me']);
    expect(mailbox).toBe(await world.hashes.address(canonicalAddress('Ada.Love.Lace@googlemail.com')));
  });

  it('ends the request: nobody can confirm it any more', async () => {
    const { lead, token } = await aRequest();
    const confirm = await world.links.token('confirm', lead.id, lead.optIn.requestId);
    await press(token);

    await expect(optInLinks(world).press(confirm, aViewer)).rejects.toMatchObject({ name: 'OptInOverError' });
    expect(await world.lead(lead.id)).toMatchObject({ optIn: { status: 'withdrawn', mailWanted: false } });
  });

  it('says when what was entered is erased, and that is when it happens', async () => {
    const { token, lead } = await aRequest();
    const { erasedBy = '' } = await press(token);

    expect(erasedBy).toBe(lead.optIn.expiresAt);
    expect(settle(await world.lead(lead.id), erasedBy, sha256).lead).toMatchObject({
      erasure: { because: 'unconfirmed' },
    });
  });

  it('may be pressed again and again', async () => {
    const { lead, token } = await aRequest();
    const first = await press(token);
    const { version } = await world.lead(lead.id);

    expect(await press(token)).toMatchObject({ state: 'blocked', erasedBy: first.erasedBy });
    expect((await world.lead(lead.id)).version).toBe(version);
  });

  it('blocks the address of who unsubscribed, or whose request has expired, as well', async () => {
    const { lead, token } = await aRequest();
    const expired = { ...lead, version: 2, optIn: { ...lead.optIn, status: 'expired' as const, mailWanted: false } };
    await world.leads.save({ before: lead, lead: expired, events: [], entries: [] });
    await press(token);

    expect(await blocks(lead.addressHash)).toEqual(['not-me']);
  });

  it('promises nothing when the lead is being erased or gone: there is no address to block', async () => {
    const { lead, token: dying } = await aRequest();
    await world.leads.save(requestErasure(lead, { because: 'unconfirmed' }, NOW, sha256));
    const before = await world.itemsOfAddress(lead.addressHash);
    expect(await notMe(world).look(dying)).toMatchObject({ state: 'gone' });
    expect(await press(dying)).toMatchObject({ state: 'gone' });
    expect(await world.itemsOfAddress(lead.addressHash)).toEqual(before);
    const token = await world.links.token('not-me', newUlid(), newUlid());

    expect(await notMe(world).look(token)).toMatchObject({ state: 'gone' });
    expect(await press(token)).toMatchObject({ state: 'gone' });
  });
});
