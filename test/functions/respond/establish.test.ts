import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE } from '#domain/instant.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { accept } from '#domain/lead/offers.ts';
import { lose } from '#domain/lead/stage-moves.ts';
import { offerLinks } from '#functions/respond/answer-offer.ts';
import { createHandler } from '#functions/respond/handler.ts';
import {
  aLeadIn,
  anAcceptedLead,
  anOffer,
  anOfferedLead,
  NOW,
  OFFER_ID,
  sales,
  someFindings,
} from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const playbook = aPlaybook();
const requirements = playbook.scoring.sql;
const links = () => offerLinks({ ...world, team: playbook.team, requirements });
const { values } = someFindings();
const establish = (findings: Record<string, string> = values) => ({ decision: 'establish', findings }) as const;

async function aLink(lead: Lead = anAcceptedLead()) {
  const { id } = await world.stored(lead);
  return { id, token: await world.links.token('offer', id, OFFER_ID) };
}

describe('what a salesperson says about an accepted lead', () => {
  it('is kept though it is not all, and says nothing twice', async () => {
    const { id, token } = await aLink();
    const first = await links().answer(token, establish({ need: 'extension' }));
    const { version } = await world.lead(id);
    world.wait(MINUTE);
    const again = await links().answer(token, establish({ need: 'extension' }));

    expect(first.happened).toEqual(['lead.established']);
    expect(again.happened).toEqual([]);
    expect(await world.lead(id)).toMatchObject({
      version,
      stage: 'mql',
      profile: { need: { value: 'extension', source: 'sales:sales-1', at: NOW } },
    });
    world.setClock(NOW);
  });

  it('makes it an SQL with the last answer, in one write with its events', async () => {
    const { id, token } = await aLink();
    await links().answer(token, establish({ need: 'extension', budget: 'approved' }));
    const { version } = await world.lead(id);
    const { happened } = await links().answer(token, establish({ authority: 'recommends', timing: 'later' }));

    expect(happened).toEqual(['lead.established', 'lead.sales-qualified']);
    expect(await world.lead(id)).toMatchObject({
      stage: 'sql',
      owner: 'sales-1',
      version: version + 1,
      stages: { sql: { by: 'sales:sales-1', reason: 'established' } },
    });
  });

  it('loses nothing when two halves are said at once', async () => {
    const { id, token } = await aLink();
    await Promise.all([
      links().answer(token, establish({ need: 'extension', budget: 'approved' })),
      links().answer(token, establish({ authority: 'recommends', timing: 'later' })),
    ]);

    expect((await world.lead(id)).stage).toBe('sql');
  });

  it.each([
    ['is only offered', anOfferedLead()],
    ['is lost', lose(aLeadIn('sql'), sales, NOW).lead],
    ['is a customer', aLeadIn('customer')],
  ])('is refused while it %s', async (_when, lead) => {
    const { id, token } = await aLink(lead);
    const before = await world.lead(id);

    await expect(links().answer(token, establish())).rejects.toMatchObject({ name: 'NotWithSalesError' });
    expect(await world.lead(id)).toEqual(before);
  });

  it('is refused once the lead is another’s', async () => {
    const other = anOffer({ id: 'next', salesperson: 'sales-2' });
    const { id } = await world.stored(accept({ ...anOfferedLead(), offer: other }, 'next', NOW).lead);

    const mine = await world.links.token('offer', id, OFFER_ID);
    await expect(links().answer(mine, establish())).rejects.toMatchObject({ name: 'OfferOverError' });
  });
});

describe('the page of an accepted offer', () => {
  const log = aLog();
  const visit = (method: string, token: string, body?: string, type = 'application/x-www-form-urlencoded') =>
    createHandler({ offerLinks: links(), playbook, baseUrl: 'https://leads.example.com', log })(
      anHttpEvent({
        route: `${method} /offers/{token}`,
        path: { token },
        headers: { 'content-type': type },
        ...(body === undefined ? {} : { body }),
      }),
      aContextOf(),
    );
  const form = (findings: Record<string, string>) =>
    new URLSearchParams([
      ['decision', 'establish'],
      ...Object.entries(findings).map(([field, value]) => [`findings.${field}`, value]),
    ]).toString();

  it('asks what the playbook asks, in the salesperson’s language, and tells nobody who the lead is', async () => {
    const { body } = await visit('GET', (await aLink()).token);

    for (const { field, label, options = [] } of requirements) {
      expect(body).toContain(`name="findings.${field}"`);
      expect(body).toContain(`>${label.de}</label>`);
      for (const option of options)
        expect(body).toContain(`<option value="${option.value}">${option.label.de}</option>`);
    }
    expect(body).not.toMatch(/ada@|\bAda\b|Wasserwerk|Head of operations/);
  });

  it('changes nothing when it is only opened', async () => {
    const { id, token } = await aLink();
    const before = await world.lead(id);
    await visit('GET', token);

    expect(await world.lead(id)).toEqual(before);
  });

  it('keeps what is answered, passes over what is left open, and says what is missing and what speaks against an SQL', async () => {
    const { id, token } = await aLink();
    const { statusCode, body } = await visit('POST', token, form({ need: 'curiosity', budget: '', timing: 'later' }));

    expect(statusCode).toBe(200);
    expect(body).toContain('noch zu klären: Budget, Entscheidung');
    expect(body).toContain('Dagegen spricht: Bedarf – Informiert sich nur');
    expect(body).toContain('<option value="curiosity" selected>');
    expect((await world.lead(id)).profile.budget).toBeUndefined();
    expect((await visit('GET', token)).body).toBe(body);
  });

  it('says so when the lead has become an SQL, and counts it once', async () => {
    const { id, token } = await aLink();
    log.lines.length = 0;
    const { body } = await visit('POST', token, form(values));
    await visit('POST', token, form(values));

    expect(body).toContain('Der Lead ist jetzt ein SQL');
    expect((await world.lead(id)).stage).toBe('sql');
    expect(log.lines.filter((line) => line.includes('LeadSalesQualified'))).toHaveLength(1);
    expect(log.lines.join()).not.toMatch(/replacement|approved/);
  });

  it('takes the same as JSON', async () => {
    const { id, token } = await aLink();
    const answer = await visit('POST', token, JSON.stringify(establish()), 'application/json');

    expect(answer.statusCode).toBe(200);
    expect((await world.lead(id)).stage).toBe('sql');
  });

  it('shows what the lead told a form beside the question, and takes it for no answer', async () => {
    const told = { value: 'applied-for', source: 'form:consultation', at: NOW };
    const lead = anAcceptedLead();
    const { token } = await aLink({ ...lead, profile: { ...lead.profile, budget: told } });
    const { body } = await visit('GET', token);

    expect(body).toContain('Auf dem Formular angegeben: Beantragt');
    expect(body).not.toContain('<option value="applied-for" selected>');
  });

  it.each([
    'decision=establish&findings.need=anything',
    'decision=establish&findings.mood=good',
    'decision=establish&need=replacement',
    'decision=accept&findings.need=replacement',
    'findings.need=replacement',
    `decision=establish&findings.need=${'x'.repeat(201)}`,
  ])('refuses %j, naming fields alone, and changes nothing', async (sent) => {
    const { id, token } = await aLink();
    const { version } = await world.lead(id);
    const { statusCode, body } = await visit('POST', token, sent);

    expect(statusCode).toBe(400);
    expect(body).not.toContain('anything');
    expect((await world.lead(id)).version).toBe(version);
  });

  it('has nothing to enter once sales has closed the lead', async () => {
    const { body } = await visit('GET', (await aLink(aLeadIn('customer'))).token);

    expect(body).toContain('Dieser Lead ist abgeschlossen');
    expect(body).not.toContain('<form');
  });
});
