import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import { HOUR } from '#domain/instant.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { offerLinks } from '#functions/respond/answer-offer.ts';
import { createHandler } from '#functions/respond/handler.ts';
import { anOffer, anOfferedLead, aScore, aWithdrawal, NOW } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const links = () => offerLinks({ ...world, team: aPlaybook().team, requirements: aPlaybook().scoring.sql });
const accept = { decision: 'accept' } as const;
const decline = { decision: 'decline', reason: 'no-capacity' } as const;

async function anOfferLink(lead: Lead = anOfferedLead()) {
  const { id, offer } = await world.stored(lead);
  return { id, token: await world.links.token('offer', id, offer?.id ?? '') };
}

describe('the link of an offer', () => {
  it('changes nothing when it is only opened', async () => {
    const { id, token } = await anOfferLink();
    const before = await world.lead(id);

    expect(await links().look(token)).toMatchObject({ state: 'open', salesperson: { id: 'sales-1' } });
    expect(await world.lead(id)).toEqual(before);
  });

  it('makes who accepts the owner; accepting again comes to the same', async () => {
    const { id, token } = await anOfferLink();

    expect(await links().answer(token, accept)).toMatchObject({ state: 'accepted' });
    expect(await links().answer(token, accept)).toMatchObject({ state: 'accepted' });
    expect(await links().look(token)).toMatchObject({ state: 'accepted' });
    expect(await world.lead(id)).toMatchObject({ owner: 'sales-1', version: 3 });
  });

  it('takes one answer of an acceptance and a refusal at once', async () => {
    const { id, token } = await anOfferLink();
    const answers = await Promise.allSettled([links().answer(token, accept), links().answer(token, decline)]);

    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'OfferOverError' } });
    expect((await world.lead(id)).version).toBe(3);
  });

  it('passes the lead on with a reason', async () => {
    const { id, token } = await anOfferLink();

    expect(await links().answer(token, decline)).toMatchObject({ state: 'declined' });
    expect(await world.lead(id)).toMatchObject({ routing: { declined: ['sales-1'] } });
    await expect(links().answer(token, accept)).rejects.toMatchObject({ name: 'OfferOverError' });
  });

  it.each([
    ['at its deadline', anOfferedLead(), 4 * HOUR],
    ['once another offer took its place', anOfferedLead({ offer: anOffer({ id: 'next', salesperson: 'sales-2' }) }), 0],
    ['once the lead withdrew', withdraw(anOfferedLead(), aWithdrawal, NOW, sha256).lead, 0],
    ['when its salesperson has left', anOfferedLead({ offer: anOffer({ salesperson: 'gone' }) }), 0],
  ])('is over %s', async (_when, lead, wait) => {
    const { id } = await world.stored(lead);
    const token = await world.links.token('offer', id, anOffer().id);
    world.wait(wait);

    await expect(links().look(token)).rejects.toMatchObject({ name: 'OfferOverError' });
    await expect(links().answer(token, accept)).rejects.toMatchObject({ name: 'OfferOverError' });
    expect((await world.lead(id)).owner).toBeUndefined();
    world.setClock(NOW);
  });
});

describe('its page', () => {
  const log = aLog();
  const visit = (method: string, token: string, body?: string, headers: Record<string, string> = {}) =>
    createHandler({ offerLinks: links(), playbook: aPlaybook(), baseUrl: 'https://leads.example.com', log })(
      anHttpEvent({
        route: `${method} /offers/{token}`,
        path: { token },
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        ...(body === undefined ? {} : { body }),
      }),
      aContextOf(),
    );

  it('Offer link scanned by GET: no personal data, nothing accepted; it tells what to decide by', async () => {
    const { id, token } = await anOfferLink({ ...anOfferedLead(), score: aScore() });
    const before = await world.lead(id);
    const { statusCode, body } = await visit('GET', token);

    expect(statusCode).toBe(200);
    expect(body).toContain(`https://leads.example.com/offers/${token}`);
    expect(body).toContain('Leitet Betrieb, Technik oder Unternehmen');
    expect(body).not.toMatch(/ada@|\bAda\b|Wasserwerk|Head of operations/);
    expect(await world.lead(id)).toEqual(before);
  });

  it('Offer link after reassignment: 409', async () => {
    const taken = anOfferedLead({ offer: anOffer({ id: 'next', salesperson: 'sales-2' }) });
    const { id } = await world.stored(taken);
    const token = await world.links.token('offer', id, anOffer().id);
    const before = await world.lead(id);

    for (const [method, body] of [['GET'], ['POST', 'decision=accept'], ['POST', 'decision=decline&reason=no-fit']]) {
      const answer = await visit(method ?? '', token, body);
      expect(answer.statusCode).toBe(409);
      expect(answer.body).not.toMatch(/ada@|\bAda\b|Wasserwerk/);
    }
    expect(await world.lead(id)).toEqual(before);
  });

  it('takes an answer by its form', async () => {
    const [one, two] = [await anOfferLink(), await anOfferLink()];

    expect(await visit('POST', one.token, 'decision=accept')).toMatchObject({ statusCode: 200 });
    expect(await visit('POST', two.token, 'decision=decline&reason=no-fit')).toMatchObject({ statusCode: 200 });
    expect((await world.lead(one.id)).owner).toBe('sales-1');
    expect(log.lines.join()).not.toContain(one.token);
  });

  it.each([
    '',
    'decision=maybe',
    'decision=decline',
    'decision=decline&reason=ugly',
    'decision=accept&reason=no-fit',
    'decision=accept&x=1',
  ])('refuses %j as an answer, and changes nothing', async (body) => {
    const { id, token } = await anOfferLink();

    expect((await visit('POST', token, body)).statusCode).toBe(400);
    expect((await world.lead(id)).version).toBe(2);
  });

  it('is 409 once over, for people as a page, and 404 when unknown', async () => {
    const { id } = await world.stored(anOfferedLead());
    const token = await world.links.token('offer', id, 'another');

    expect(await visit('GET', token, undefined, { accept: 'text/html' })).toMatchObject({
      statusCode: 409,
      headers: { 'content-type': expect.stringContaining('text/html') },
    });
    expect(await visit('GET', token)).toMatchObject({
      statusCode: 409,
      headers: { 'content-type': 'application/problem+json' },
    });
    expect((await visit('GET', 'nonsense')).statusCode).toBe(404);
    expect(
      (await visit('POST', await world.links.token('confirm', id, anOffer().id), 'decision=accept')).statusCode,
    ).toBe(404);
  });
});
