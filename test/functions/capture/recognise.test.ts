import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '#adapters/system/world.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { captureLead } from '#functions/capture/capture-lead.ts';
import { createHandler } from '#functions/capture/handler.ts';
import { recognise } from '#functions/capture/recognise.ts';
import { aConfirmedLead, aLead, aWithdrawal, LEAD_ID, NOW } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let handler: ReturnType<typeof createHandler>;
let log = aLog();
const get = vi.fn((id: string) => world.leads.get(id));
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(() => {
  get.mockClear();
  log = aLog();
  const watched = { ...world, leads: { ...world.leads, get } };
  handler = createHandler({
    captureLead: captureLead(watched),
    recognise: recognise(watched),
    onTheBeat: async () => undefined,
    playbook: aPlaybook(),
    sha256,
    log,
  });
});
afterAll(() => world.stop());

const GET = 'GET /forms/{formId}';
const formId = 'consultation';
const ask = (headers: Record<string, string> = {}, more: Parameters<typeof anHttpEvent>[0] = {}) =>
  handler(anHttpEvent({ route: GET, path: { formId }, headers, query: { locale: 'en' }, ...more }), aContextOf());
const askWith = (token: string) => ask({ 'goldpan-lead': token });
const send = (body: object, headers: Record<string, string> = {}, to = formId) =>
  handler(
    anHttpEvent({
      path: { formId: to },
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ locale: 'en', ...body }),
    }),
    aContextOf(),
  );
const tokenOf = ({ id }: Pick<Lead, 'id'>) => world.links.token('track', id, 'site');
const namesIn = (answer: { body: string }) => {
  const { fields, consents } = JSON.parse(answer.body);
  return [
    fields.map(({ name }: { name: string }) => name),
    consents.map(({ channel }: { channel: string }) => channel),
  ];
};
const box = (channel: string) => ({
  given: true,
  text: sha256(aPlaybook().forms.consultation?.consents.find((one) => one.channel === channel)?.text.en ?? ''),
});

describe('a recognised lead', () => {
  it('is asked only what is unknown, first what would change the score most, and no consent twice', async () => {
    const lead = await world.stored(aConfirmedLead());
    const answer = await askWith(await tokenOf(lead));

    expect(namesIn(answer)).toEqual([['need', 'timing', 'budget', 'revenue'], ['phone']]);
    expect(namesIn(await ask())[0]).toHaveLength(14);
    expect(get).toHaveBeenCalledTimes(1);
    expect((await ask({}, { query: { locale: 'en', lead: await tokenOf(lead) } })).body).toBe(answer.body);
  });

  it('is told nothing of what is known: two that know the same fields get the same bytes', async () => {
    const one = await world.stored(aConfirmedLead());
    const profile = Object.fromEntries(
      Object.entries(one.profile).map(([name, field]) => [name, { ...field, value: `canary-${name}` }]),
    );
    const other = await world.stored(aConfirmedLead({ profile }));
    const answers = [await askWith(await tokenOf(one)), await askWith(await tokenOf(other))];

    expect(answers[1]).toEqual(answers[0]);
    expect(answers[1]?.body).not.toContain('canary');
  });

  it('is asked everything on a form that is not progressive, without a look at the table', async () => {
    const token = await tokenOf(await world.stored(aConfirmedLead()));
    const whole = await ask({}, { path: { formId: 'whitepaper' } });

    expect(await ask({ 'goldpan-lead': token }, { path: { formId: 'whitepaper' } })).toEqual(whole);
    expect(get).not.toHaveBeenCalled();
  });
});

describe('everybody else gets the very bytes of a stranger', () => {
  it.each<[string, () => Promise<string>]>([
    ['a lead that has not confirmed', async () => tokenOf(await world.stored(aLead()))],
    ['a lead that does not agree to being recognised', async () => tokenOf(await world.stored(withoutTracking()))],
    [
      'a lead that has withdrawn',
      async () => tokenOf(await world.stored(withdraw(aConfirmedLead(), aWithdrawal, NOW, sha256).lead)),
    ],
    ['a lead that is not there any more', async () => world.links.token('track', LEAD_ID, 'site')],
    [
      'a token of another purpose',
      async () => world.links.token('confirm', (await world.stored(aConfirmedLead())).id, 'site'),
    ],
  ])('%s', async (_who, make) => {
    const token = await make();
    expect(await askWith(token)).toEqual(await ask());
    const answers = { company: 'Wasserwerk', need: 'extension' };
    expect(await send({ lead: token, fields: answers })).toEqual(await send({ fields: answers }));
  });

  it.each<[string, (token: string) => string]>([
    ['nothing', () => ''],
    ['another lead under the same signature', (token) => token.replace(/^./, '7')],
    ['another request', (token) => token.replace('.site.', '.sites.')],
    ['another signature', (token) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ['a signature cut short', (token) => token.slice(0, -1)],
    ['a key that does not exist', (token) => token.replace(/\.1\.(?=[^.]*$)/, '.9999.')],
    ['more behind it', (token) => `${token}.x`],
    ['a line break behind it', (token) => `${token}\n`],
    ['letters that look alike', (token) => token.replace('.site.', '.sіte.')],
    ['the lead alone', (token) => token.slice(0, 26)],
    ['what every object has', () => '__proto__'],
    ['a query', () => "' OR 1=1 --"],
    ['100,000 characters', (token) => token.repeat(1000)],
  ])('a token with %s, at no cost to the table', async (_what, tamper) => {
    const token = tamper(await tokenOf(await world.stored(aConfirmedLead())));

    expect(await askWith(token)).toEqual(await ask());
    expect(await ask({}, { query: { locale: 'en', lead: token } })).toEqual(await ask());
    expect(get).not.toHaveBeenCalled();
  });
});

const withoutTracking = () => {
  const lead = aConfirmedLead();
  const { 'tracking/interests': _, ...consents } = lead.consents;

  return { ...lead, consents };
};

describe('a submission with the token of a recognised lead', () => {
  it('adds the answers to that lead, and is answered like any other', async () => {
    const lead = await world.stored(aConfirmedLead());
    const answer = await send({ lead: await tokenOf(lead), fields: { need: 'extension', jobTitle: 'Operator' } });
    const now = await world.lead(lead.id);

    expect(answer).toMatchObject({ statusCode: 202, body: '{"status":"check-your-inbox"}' });
    expect(now.profile).toMatchObject({
      email: { value: 'ada@wasserwerk.example' },
      need: { value: 'extension', source: 'form:consultation' },
      jobTitle: { value: 'Operator' },
    });
    expect(now.optIn.mailWanted).toBe(false);
    expect(get).toHaveBeenCalledTimes(1);
    expect(log.lines.join()).not.toContain(lead.id);
  });

  it('has a new consent confirmed by mail', async () => {
    const lead = await world.stored(aConfirmedLead());
    await send({
      lead: await tokenOf(lead),
      fields: { need: 'extension', phone: '+49 30 1234' },
      consents: { phone: box('phone'), email: box('email') },
    });
    const { optIn, consents } = await world.lead(lead.id);

    expect(optIn).toMatchObject({ status: 'confirmed', mailWanted: true });
    expect(consents).toMatchObject({
      'phone/sales-call': { status: 'requested' },
      'email/paper-and-news': { status: 'confirmed' },
    });
    expect((await world.itemsOfAddress(lead.addressHash)).filter(({ channel }) => channel === 'phone')).toHaveLength(1);
  });

  it('needs what is required and unknown, and no field that is wrong', async () => {
    const lead = await world.stored(aConfirmedLead());
    const answer = await send({ lead: await tokenOf(lead), fields: { timing: 'never', admin: 'yes' } });

    expect(answer).toMatchObject({ statusCode: 400 });
    expect(JSON.parse(answer.body).errors.map(({ field }: { field: string }) => field)).toEqual([
      'admin',
      'need',
      'timing',
    ]);
    expect((await world.lead(lead.id)).version).toBe(lead.version);
  });

  it('goes by the address when one is named: somebody else sits at that browser', async () => {
    const lead = await world.stored(aConfirmedLead());
    const fields = { email: 'eve@example.com', company: 'Eve Ltd', need: 'curiosity' };
    await send({ lead: await tokenOf(lead), fields, consents: { email: box('email') } });
    const [address] = await world.itemsOfAddress(await world.hashes.address('eve@example.com'));

    expect((await world.lead(lead.id)).version).toBe(lead.version);
    expect((await world.lead(String(address?.leadId))).profile.company?.value).toBe('Eve Ltd');
  });

  it('names no address and changes nothing with any other token, on any form', async () => {
    const lead = await world.stored(aConfirmedLead());
    const token = await tokenOf(lead);
    const fields = { company: 'Eve Ltd', jobTitle: 'Eve', companySize: '1-49', need: 'curiosity' };
    const forged = await send({ lead: token.replace('.site.', '.else.'), fields, consents: { email: box('email') } });
    expect(JSON.parse(forged.body).errors).toEqual([{ field: 'email', message: 'Please fill in this field.' }]);
    const plain = { company: 'Eve Ltd', jobTitle: 'Eve', companySize: '1-49' };
    const elsewhere = await send({ lead: token, fields: plain }, {}, 'whitepaper');
    expect(elsewhere).toEqual(await send({ fields: plain }, {}, 'whitepaper'));
    expect(await world.lead(lead.id)).toEqual(lead);
  });

  it('is done once with an Idempotency-Key, also when a consent was confirmed in between; another body is 422', async () => {
    const lead = await world.stored(aConfirmedLead());
    const sent = { lead: await tokenOf(lead), fields: { need: 'extension' }, consents: { phone: box('phone') } };
    const key = { 'idempotency-key': `order-${lead.id}` };
    await Promise.all(Array.from({ length: 5 }, () => send(sent, key)));
    const once = await world.lead(lead.id);
    expect(once.version).toBe(lead.version + 1);
    const phone = { channel: 'phone', purpose: 'sales-call', status: 'confirmed', at: NOW } as const;
    const confirmed = { ...once, version: once.version + 1, consents: { ...once.consents, 'phone/sales-call': phone } };
    await world.leads.save({ before: once, lead: confirmed, events: [], entries: [] });

    expect(await send(sent, key)).toMatchObject({ statusCode: 202 });
    expect((await world.lead(lead.id)).version).toBe(confirmed.version);
    expect(await send({ ...sent, fields: { need: 'curiosity' } }, key)).toMatchObject({ statusCode: 422 });
  });

  it('loses none of six sent at once', async () => {
    const lead = await world.stored(aConfirmedLead());
    const token = await tokenOf(lead);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => send({ lead: token, fields: { need: 'extension', firstName: `Ada ${n}` } })),
    );

    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(6).fill(202));
    expect((await world.lead(lead.id)).version).toBe(lead.version + 6);
  });
});
