import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import { mayUse } from '#domain/consent/consents.ts';
import { wordingsOf } from '#domain/consent/wordings.ts';
import { after, DAY } from '#domain/instant.ts';
import { resubmit } from '#domain/lead/capture.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { optInLinks, type Standing, shownOn } from '#functions/confirm/confirm-opt-in.ts';
import { createHandler } from '#functions/confirm/handler.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import { entryOf } from '#ports/ledgers.ts';
import { UnknownLinkError } from '#ports/unknown-link-error.ts';
import { aContext, aSubmission, aViewer, aWithdrawal, NOW, someConsents } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function aLink(submission = aSubmission()) {
  const { lead } = await world.captured(submission);
  return { lead, token: await world.links.token('confirm', lead.id, lead.optIn.requestId), links: optInLinks(world) };
}

describe('the link of an opt-in mail', () => {
  it('Scanner GET/HEAD on confirm: pending', async () => {
    const { lead, token, links } = await aLink();
    const looked = [await links.look(token), await links.look(token)];

    expect(looked.map(({ state }) => state)).toEqual(['open', 'open']);
    expect(await world.lead(lead.id)).toEqual(lead);
  });

  it('Second confirm POST: "already confirmed"', async () => {
    const { lead, token, links } = await aLink();

    expect(await links.press(token, aViewer)).toMatchObject({ state: 'confirmed' });
    expect(await links.press(token, aViewer)).toMatchObject({ state: 'already-confirmed' });
    expect(await links.look(token)).toMatchObject({ state: 'already-confirmed' });
    expect(await world.lead(lead.id)).toMatchObject({ version: 2, optIn: { status: 'confirmed' } });
  });

  it('confirms once when it is pressed ten times at once', async () => {
    const { lead, token, links } = await aLink();
    const pressed = await Promise.all(Array.from({ length: 10 }, () => links.press(token, aViewer)));

    expect(pressed.filter(({ state }) => state === 'confirmed')).toHaveLength(1);
    expect((await world.lead(lead.id)).version).toBe(2);
  });

  it('keeps who pressed as a proof in the ledger of the address', async () => {
    const { lead, token, links } = await aLink();
    await links.press(token, { ip: '198.51.100.9', userAgent: 'Firefox' });
    const proofs = (await world.itemsOfAddress(lead.addressHash)).filter(({ kind }) => kind === 'confirmed');

    expect(proofs.map(({ channel }) => channel).toSorted()).toEqual(['email', 'tracking']);
    for (const { viewer } of proofs) expect(viewer).toEqual({ ip: '198.51.100.9', userAgent: 'Firefox' });
  });

  it('Expired token the TTL has not deleted yet: refused', async () => {
    const { lead, token, links } = await aLink();
    world.wait(7 * DAY);

    expect(await links.look(token)).toMatchObject({ state: 'over' });
    await expect(links.press(token, aViewer)).rejects.toMatchObject({ name: 'OptInOverError' });
    expect(await world.lead(lead.id)).toEqual(lead);
    world.setClock(NOW);
  });

  it('is over once the opt-in was withdrawn', async () => {
    const { lead, token, links } = await aLink();
    await world.leads.save(withdraw(lead, aWithdrawal, NOW, sha256));

    expect(await links.look(token)).toMatchObject({ state: 'over' });
    await expect(links.press(token, aViewer)).rejects.toMatchObject({ name: 'OptInOverError' });
  });

  it('Token of another purpose: opens nothing; neither does one for a lead that is gone', async () => {
    const { lead, links } = await aLink();
    const foreign = await world.links.token('offer', lead.id, lead.optIn.requestId);
    const erased = await world.links.token('confirm', newUlid(), newUlid());

    await expect(links.press(foreign, aViewer)).rejects.toThrow(UnknownLinkError);
    await expect(links.look(foreign)).rejects.toThrow(UnknownLinkError);
    await expect(links.press(erased, aViewer)).rejects.toThrow(LeadNotFoundError);
    await expect(links.look(erased)).rejects.toThrow(LeadNotFoundError);
  });

  it('No tracking consent: no tagged links', async () => {
    const tracked = await aLink();
    const untracked = await aLink(aSubmission({ consents: someConsents('email') }));
    const pressed = await tracked.links.press(tracked.token, aViewer);

    expect(pressed).toMatchObject({ trackToken: expect.stringContaining(tracked.lead.id) });
    expect(await untracked.links.press(untracked.token, aViewer)).not.toHaveProperty('trackToken');
  });
});

describe('what a press confirms', () => {
  it('is told in the words of the ledger, newest submission only', async () => {
    const { token, lead, links } = await aLink(aSubmission({ consents: someConsents('email', 'phone') }));
    const [email, phone] = someConsents('email', 'phone');
    const { asked } = z.looseObject({ asked: z.array(z.looseObject({})) }).parse(await links.look(token));

    expect(asked).toMatchObject([
      { channel: 'email', wording: { text: email?.text, sha256: email?.sha256 } },
      { channel: 'phone', wording: { text: phone?.text, sha256: phone?.sha256 } },
    ]);
    expect((await world.itemsOfAddress(lead.addressHash)).map(({ kind }) => kind)).toContain('requested');
  });

  it('Consent text changed between form and confirm: the proof shows the old one', async () => {
    const text = 'Words that the playbook had when the form was sent.';
    const shown = { channel: 'email' as const, purpose: 'paper-and-news', text, sha256: sha256(text) };
    const { token, lead, links } = await aLink(aSubmission({ consents: [shown] }));
    const looked = await links.look(token);
    await links.press(token, aViewer);
    const entries = (await world.ledgers.of(lead.addressHash)).map(entryOf);

    expect(looked).toMatchObject({ asked: [{ wording: { text } }] });
    expect(wordingsOf(entries).get('email/paper-and-news')).toMatchObject({ text, sha256: sha256(text) });
  });

  it('is found also when mails and a thousand submissions lie in the ledger', async () => {
    const { token, lead, links } = await aLink(aSubmission({ consents: someConsents('email') }));
    let current = lead;
    for (let n = 0; n < 45; n++) {
      const change = resubmit(current, aSubmission({ consents: someConsents('email') }), aContext());
      await world.leads.save(change);
      current = change.lead;
    }

    expect(await links.look(token)).toMatchObject({ asked: [{ channel: 'email' }] });
  });

  it('is never told in the words of another lead that the address had', async () => {
    const { token, lead } = await aLink(aSubmission({ consents: someConsents('email') }));
    const own = await world.ledgers.of(lead.addressHash);
    const before = own.flatMap((entry) =>
      entry.kind === 'requested'
        ? [
            { ...entry, leadId: 'another', wording: { ...entry.wording, text: 'Words of before.' } },
            { ...entry, leadId: 'another', kind: 'confirmed' as const, method: 'button' as const },
          ]
        : [],
    );
    const ledgers = { of: async () => [...before, ...own], newest: async () => [...before, ...own] };
    const looked = await optInLinks({ ...world, ledgers }).look(token);

    expect(askedOf(looked).asked.map(({ wording }) => wording.text)).toEqual(
      someConsents('email').map(({ text }) => text),
    );
  });

  it('E-mail opt-in with the phone box empty: calls blocked', async () => {
    const { token, lead, links } = await aLink(aSubmission({ consents: someConsents('email') }));
    await links.press(token, aViewer);
    const { consents } = await world.lead(lead.id);

    expect([mayUse(consents, 'email'), mayUse(consents, 'phone')]).toEqual([true, false]);
  });

  it('is never more than the page showed: what somebody adds meanwhile is asked first', async () => {
    const { token, lead, links } = await aLink(aSubmission({ consents: someConsents('email') }));
    const { asked } = askedOf(await links.look(token));
    const added = aSubmission({ consents: someConsents('email', 'phone') });
    await world.leads.save(resubmit(lead, added, { ...aContext(), now: after(NOW, 1_000) }));
    const early = await links.press(token, aViewer, shownOn(asked));

    expect(early).toMatchObject({ state: 'open', pressedTooEarly: true, asked: [{}, { channel: 'phone' }] });
    expect(await world.lead(lead.id)).toMatchObject({ optIn: { status: 'pending' } });
    expect(await links.press(token, aViewer, shownOn(askedOf(early).asked))).toMatchObject({ state: 'confirmed' });
  });

  it('Confirm after erasure: generic, nothing created', async () => {
    const { token, lead, links } = await aLink();
    await links.press(token, aViewer);
    await world.leads.save(requestErasure(await world.lead(lead.id), { because: 'asked' }, NOW, sha256));
    const before = await world.itemsOfAddress(lead.addressHash);

    await expect(links.press(token, aViewer)).rejects.toMatchObject({ name: 'OptInOverError' });
    expect(await world.itemsOfAddress(lead.addressHash)).toEqual(before);
  });

  it('opens the preferences for whoever pressed just now, and for nobody who has the link later', async () => {
    const { token, lead, links } = await aLink();
    const preferences = await world.links.token('preferences', lead.id, 'lead');

    expect(await links.press(token, aViewer)).toMatchObject({ preferencesToken: preferences });
    expect(await links.press(token, aViewer)).not.toHaveProperty('preferencesToken');
    expect(await links.look(token)).not.toHaveProperty('preferencesToken');
  });
});

const askedOf = (standing: Standing) => {
  if (standing.state !== 'open') throw new Error(`It is ${standing.state}`);
  return standing;
};

describe('its page', () => {
  const log = aLog();
  const visit = (method: string, token: string) =>
    createHandler({
      optInLinks: optInLinks(world),
      playbook: aPlaybook(),
      baseUrl: 'https://leads.example.com',
      siteUrl: 'https://www.example.com',
      log,
    })(
      anHttpEvent({
        route: `${method} /confirm/{token}`,
        path: { token },
        headers: { host: 'evil.example', 'content-type': 'application/x-www-form-urlencoded' },
        ...(method === 'POST' ? { body: '' } : {}),
      }),
      aContextOf(),
    );

  it('holds a button that posts to our own address, and nothing the submitter typed', async () => {
    const { token } = await aLink();
    const { statusCode, body, headers } = await visit('GET', token);

    expect(statusCode).toBe(200);
    expect(body).toContain(`action="https://leads.example.com/confirm/${token}"`);
    expect(body).toMatch(/method="?post/i);
    expect(body).not.toMatch(/ada@|Ada|Wasserwerk Nord|evil\.example/);
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
  });

  it('thanks at the press, tells at the next that it was done, and is 410 once over, 404 when unknown', async () => {
    const { token, lead } = await aLink();
    const other = await aLink();
    await world.leads.save(withdraw(other.lead, aWithdrawal, NOW, sha256));
    const statuses = [];
    for (const one of [token, token, 'nonsense', other.token]) statuses.push((await visit('POST', one)).statusCode);

    expect(statuses).toEqual([200, 200, 404, 410]);
    expect(log.lines.join()).not.toContain(token);
    expect(log.lines.join()).toContain(lead.id);
  });
});
