import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import { DAY } from '#domain/instant.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { optInLinks } from '#functions/confirm/confirm-opt-in.ts';
import { createHandler } from '#functions/confirm/handler.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import { UnknownLinkError } from '#ports/unknown-link-error.ts';
import { aSubmission, aViewer, aWithdrawal, NOW, someConsents } from '#test/support/a-lead.ts';
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
  it('changes nothing when it is only opened, however often', async () => {
    const { lead, token, links } = await aLink();
    const looked = [await links.look(token), await links.look(token)];

    expect(looked.map(({ state }) => state)).toEqual(['open', 'open']);
    expect(await world.lead(lead.id)).toEqual(lead);
  });

  it('confirms at the press, and says so again at the next', async () => {
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

  it('is over after its time, also while nobody has swept yet', async () => {
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

  it('opens nothing when it was made for another purpose, or for a lead that is gone', async () => {
    const { lead, links } = await aLink();
    const foreign = await world.links.token('offer', lead.id, lead.optIn.requestId);
    const erased = await world.links.token('confirm', newUlid(), newUlid());

    await expect(links.press(foreign, aViewer)).rejects.toThrow(UnknownLinkError);
    await expect(links.look(foreign)).rejects.toThrow(UnknownLinkError);
    await expect(links.press(erased, aViewer)).rejects.toThrow(LeadNotFoundError);
    await expect(links.look(erased)).rejects.toThrow(LeadNotFoundError);
  });

  it('tells the site who comes only with a consent to tracking', async () => {
    const tracked = await aLink();
    const untracked = await aLink(aSubmission({ consents: someConsents('email') }));
    const { trackToken = '' } = await tracked.links.press(tracked.token, aViewer);

    expect(await world.links.open('track', trackToken)).toMatchObject({ leadId: tracked.lead.id });
    expect(await untracked.links.press(untracked.token, aViewer)).not.toHaveProperty('trackToken');
  });
});

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
