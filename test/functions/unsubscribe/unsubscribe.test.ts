import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import { consentKeyOf, mayUse } from '#domain/consent/consents.ts';
import { resubmit } from '#domain/lead/capture.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import { wantedMails } from '#domain/lead/mails.ts';
import { optInLinks } from '#functions/confirm/confirm-opt-in.ts';
import { unsubscribe } from '#functions/unsubscribe/unsubscribe.ts';
import { aSubmission, aViewer, NOW, someConsents } from '#test/support/a-lead.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** A lead with its links, its opt-in pending. */
async function aRequest(submission = aSubmission({ consents: someConsents('email', 'phone', 'tracking') })) {
  const { lead } = await world.captured(submission);
  const confirmToken = await world.links.token('confirm', lead.id, lead.optIn.requestId);
  const token = await world.links.token('unsubscribe', lead.id, 'marketing');
  const confirm = () => optInLinks(world).press(confirmToken, aViewer);

  return { id: lead.id, hash: lead.addressHash, token, confirmToken, confirm };
}

const press = (token: string, method: 'one-click' | 'unsubscribe-page' = 'one-click') =>
  unsubscribe(world).press(token, method, aViewer);
const listed = async (hash: string) => (await world.suppressions.of([hash])).get(hash);

describe('the unsubscribe link', () => {
  it('changes nothing when it is only opened', async () => {
    const { id, token, confirm } = await aRequest();
    await confirm();
    const before = await world.lead(id);
    await unsubscribe(world).look(token);

    expect(await world.lead(id)).toEqual(before);
  });

  it('ends every consent to e-mail, leaves the others, and suppresses the address', async () => {
    const { id, hash, token, confirm } = await aRequest();
    await confirm();
    expect(await press(token)).toEqual({ leadId: id, changed: true });
    const lead = await world.lead(id);

    expect(mayUse(lead.consents, 'email')).toBe(false);
    expect([mayUse(lead.consents, 'phone'), mayUse(lead.consents, 'tracking')]).toEqual([true, true]);
    expect(lead.optIn.status).toBe('withdrawn');
    expect(wantedMails(lead, world.clock())).toEqual([]);
    expect(await listed(hash)).toEqual({ refusal: { reason: 'unsubscribed', at: NOW } });
  });

  it('is kept in the ledger with how and by whom', async () => {
    const { hash, token, confirm } = await aRequest();
    await confirm();
    await press(token, 'unsubscribe-page');
    const ended = (await world.itemsOfAddress(hash)).filter(({ kind }) => kind === 'withdrawn');

    expect(ended).toHaveLength(1);
    expect(ended[0]).toMatchObject({ channel: 'email', method: 'unsubscribe-page', viewer: aViewer });
  });

  it('may be pressed again and again', async () => {
    const { id, token, confirm } = await aRequest();
    await confirm();
    await press(token);
    const { version } = await world.lead(id);

    expect(await press(token)).toEqual({ leadId: id, changed: false });
    expect((await world.lead(id)).version).toBe(version);
  });

  it('works the same when the lead is being erased, or gone', async () => {
    const { id, token, confirm } = await aRequest();
    await confirm();
    const lead = await world.lead(id);
    await world.leads.save(requestErasure(lead, { because: 'asked' }, NOW, sha256));
    const gone = await world.links.token('unsubscribe', newUlid(), 'marketing');

    expect(await press(token)).toMatchObject({ changed: false });
    expect(await press(gone)).toMatchObject({ changed: false });
    expect(await unsubscribe(world).look(gone)).toBeUndefined();
    expect(await world.leads.get(id)).toMatchObject({ erasure: { because: 'asked' } });
  });

  it('ends what a new submission asks for as well: an old mail is as good as a new one', async () => {
    const { id, token } = await aRequest();
    await press(token);

    expect(await world.lead(id)).toMatchObject({ optIn: { status: 'withdrawn', mailWanted: false } });
  });
});

describe('Confirm and unsubscribe race: unsubscribed wins', () => {
  const over = { name: 'OptInOverError' };

  it('when the confirmation came first', async () => {
    const { id, token, confirm } = await aRequest();
    await confirm();
    await press(token);

    expect(mayUse((await world.lead(id)).consents, 'email')).toBe(false);
  });

  it('when it comes after: the request is over', async () => {
    const { id, token, confirm } = await aRequest();
    await press(token);

    await expect(confirm()).rejects.toMatchObject(over);
    expect(mayUse((await world.lead(id)).consents, 'email')).toBe(false);
  });

  it('when the link of before is pressed once more later', async () => {
    const { id, token, confirm } = await aRequest();
    await confirm();
    await press(token);

    await expect(confirm()).rejects.toMatchObject(over);
    expect(mayUse((await world.lead(id)).consents, 'email')).toBe(false);
  });

  it('also when somebody has submitted the form again: the link of before is not that of the new request', async () => {
    const { id, token, confirm } = await aRequest();
    await confirm();
    await press(token);
    const again = aSubmission({ consents: someConsents('email') });
    await world.leads.save(resubmit(await world.lead(id), again, { now: NOW, requestId: newUlid(), sha256 }));

    await expect(confirm()).rejects.toMatchObject(over);
    expect(mayUse((await world.lead(id)).consents, 'email')).toBe(false);
  });

  it('when both are pressed at the same moment, twenty times over', async () => {
    for (let n = 0; n < 20; n++) {
      const { id, hash, token, confirm } = await aRequest();
      const presses = [confirm, () => press(token), confirm, () => press(token)];
      await Promise.allSettled((n % 2 === 0 ? presses : presses.toReversed()).map((one) => one()));
      const { consents, optIn } = await world.lead(id);

      expect(optIn.status).toBe('withdrawn');
      expect(consents[consentKeyOf({ channel: 'email', purpose: 'paper-and-news' })]?.status).toBe('withdrawn');
      expect(await listed(hash)).toMatchObject({ refusal: { reason: 'unsubscribed' } });
    }
  });
});
