import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mail } from '#local/aws/inbox.ts';
import type { HomeFacts } from '#local/pages/home/home-facts.ts';
import type { leadJson } from '#local/pages/leads/lead-json.ts';
import type { LeadSummary } from '#local/pages/leads/lead-summary.ts';
import type { MeterFacts } from '#local/pages/meter/meter-facts.ts';
import type { StoredExplanation } from '#local/playbook/explain/explain-stored.ts';
import { aStackWithLead } from './a-stack.ts';

type LeadJson = ReturnType<typeof leadJson>;
type ClockJson = { now: string; aheadBy: string };

let stack: Awaited<ReturnType<typeof aStackWithLead>>;
let url: string;
let email: string;
let leadId: string;

beforeAll(async () => {
  stack = await aStackWithLead();
  ({ url, email } = stack);
  const [lead] = await json<LeadSummary[]>('/local/leads');
  leadId = lead?.id ?? '';
}, 90_000);
afterAll(() => stack?.[Symbol.asyncDispose]());

/** What a page answers programs; the tests look whether it is what its type says. */
const json = async <T>(path: string): Promise<T> =>
  (await fetch(`${url}${path}`, { headers: { accept: 'application/json' } })).json();

const status = async (path: string): Promise<number> => (await fetch(`${url}${path}`)).status;

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('as JSON', () => {
  test('home counts what there is, and how the functions are', async () => {
    const { counts, functions } = await json<HomeFacts>('/local/');

    expect(counts).toEqual({ leads: 1, confirmed: 1, qualified: 1, offered: 1, accepted: 0, mails: 3, deadLetters: 0 });
    expect(functions).toContainEqual({
      name: 'goldpan-dev-mail',
      environments: expect.any(Number),
      waiting: 0,
      lastError: null,
    });
    expect(functions).toHaveLength(stack.model.ofType('AWS::Lambda::Function').length);
  });

  test('inbox lists mails, newest first; `after` leaves the newer ones', async () => {
    const mails = await json<Mail[]>('/local/inbox');
    const optIn = mails.at(-1);
    const id = encodeURIComponent(optIn?.id ?? '');

    expect(mails).toHaveLength(3);
    expect(optIn).toEqual({
      id: expect.any(String),
      to: email,
      from: expect.stringContaining('@'),
      subject: expect.any(String),
      text: expect.stringContaining('/confirm/'),
      html: expect.stringContaining('<'),
      headers: expect.objectContaining({ to: email }),
      receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      sent: { configurationSet: 'goldpan-dev', caller: expect.any(String), tags: { lead: leadId, mail: 'opt-in' } },
      reports: [],
    });
    expect(await json(`/local/inbox?after=${id}`)).toEqual(mails.slice(0, -1));
    expect(await json(`/local/inbox/${id}`)).toEqual(optIn);
  });

  test('leads lists each in a line', async () => {
    const [lead, ...others] = await json<LeadSummary[]>('/local/leads');

    expect(others).toEqual([]);
    expect(lead).toMatchObject({ email, stage: 'mql', optIn: 'confirmed', owner: null, offer: { status: 'open' } });
    expect(lead?.score).toBe((lead?.fit ?? 0) + (lead?.engagement ?? 0));
  });

  test('a lead has its profile with sources, reasons, ledger, timers and history', async () => {
    const lead = await json<LeadJson>(`/local/leads/${leadId}`);

    expect(lead).toMatchObject({ id: leadId, email, stage: 'mql', offer: { status: 'open' } });
    expect(lead.profile.company).toMatchObject({ value: 'Analytical Engines', source: 'form:whitepaper' });
    expect(lead.scoring?.reasons).toContainEqual({ axis: 'fit', rule: 'decides', points: 30 });
    expect(lead.ledger.map(({ kind, channel }) => `${kind} ${channel ?? 'mail'}`).toSorted()).toEqual([
      'confirmed email',
      'confirmed tracking',
      'delivered mail',
      'mailed mail',
      'requested email',
      'requested tracking',
    ]);
    expect(lead.timers.map(({ name }) => name)).toEqual(['offer-reminder', 'offer-lapse']);
    const happened = lead.timeline.map(({ type }) => type);
    expect(happened.at(-1)).toBe('lead.captured');
    expect(happened).toEqual(expect.arrayContaining(['lead.confirmed', 'lead.qualified', 'lead.offered']));
  });

  test('the explanation of a score is by the running playbook, in the language asked for', async () => {
    const explained = await json<StoredExplanation>(`/local/leads/${leadId}/explanation?locale=de`);
    const { scoring } = await json<LeadJson>(`/local/leads/${leadId}`);

    expect(explained.fit.lines.map(({ label }) => label)).toContain('Leitet Betrieb, Technik oder Unternehmen');
    expect(explained.playbook).toEqual({ made: scoring?.playbook, running: scoring?.playbook });
    expect(Number(explained.total.replace(',', '.'))).toBe(scoring?.total);
    expect(await status(`/local/leads/${leadId}/explanation?locale=fr`)).toBe(400);
    expect(await status('/local/leads/01NOBODY/explanation')).toBe(404);
  });

  test('meter has units, dollars and calls, and what a lead costs', async () => {
    const meter = await json<MeterFacts>('/local/meter');

    expect(meter).toMatchObject({ leads: 1, units: { mails: 3 }, dollars: { mails: expect.closeTo(0.0003) } });
    expect(meter.units.writeUnits).toBeGreaterThan(4);
    expect(meter.dollarsPerLead).toBe(meter.dollars.total);
    expect(meter.dollarsPerMillionLeads).toBe(meter.dollars.total * 1_000_000);
    expect(meter.calls['goldpan-dev-capture']?.['dynamodb:TransactWriteItems']).toBe(1);
  });

  test('dead letters are listed per queue', async () => {
    const queues = await json<object[]>('/local/dead-letters');

    expect(queues.length).toBeGreaterThan(0);
    for (const queue of queues)
      expect(queue).toEqual({ queueName: expect.any(String), feeds: expect.any(Array), messages: [] });
  });

  test('what is not there is a problem', async () => {
    const answer = await fetch(`${url}/local/leads/01NOBODY`, { headers: { accept: 'application/json' } });

    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toEqual({ type: 'about:blank', title: 'There is no such lead.', status: 404 });
  });
});

describe('as pages', () => {
  test('every page is HTML under a policy that allows nothing from elsewhere, and escapes what was typed', async () => {
    const id = (await json<Mail[]>('/local/inbox'))[0]?.id;
    const paths = [
      '/local/',
      '/local/inbox',
      `/local/inbox/${id}`,
      `/local/inbox/${id}?view=headers`,
      '/local/leads',
      `/local/leads/${leadId}`,
      `/local/leads/${leadId}/explanation?locale=de`,
      '/local/clock',
      '/local/meter',
      '/local/dead-letters',
    ];
    for (const path of paths) {
      const answer = await fetch(`${url}${path}`);
      const text = await answer.text();

      expect(answer.status, path).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(text, path).not.toContain('<b>Ada');
      expect(text.match(/(?:src|href)="(?:https?:)?\/\//g) ?? [], path).toEqual([]);
    }
  });

  test('a mail is a document of its own, in a sandbox, whose links open beside it', async () => {
    const id = (await json<Mail[]>('/local/inbox'))[0]?.id;
    const answer = await fetch(`${url}/local/inbox/${id}/html`);

    expect(answer.headers.get('content-security-policy')).toContain(
      'sandbox allow-popups allow-popups-to-escape-sandbox',
    );
    expect(answer.headers.get('content-security-policy')).not.toContain('allow-scripts');
    expect(await answer.text()).toContain('<base target="_blank">');
  });

  test('/local leads to /local/, other methods are refused, HEAD has no body', async () => {
    const redirect = await fetch(`${url}/local`, { redirect: 'manual' });
    const refused = await fetch(`${url}/local/leads`, { method: 'DELETE' });
    const head = await fetch(`${url}/local/leads`, { method: 'HEAD' });

    expect([redirect.status, redirect.headers.get('location')]).toEqual([303, '/local/']);
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('the landing page is served beside them', async () => {
    for (const path of ['/', '/en/'])
      expect(await (await fetch(`${url}${path}`)).text()).toContain('data-goldpan-form="whitepaper"');
  });
});

describe('the clock', () => {
  test('moves, and answers when what fell due has run', async () => {
    const before = await json<ClockJson>('/local/clock');
    const answer = await post('/local/clock', '{"advance":"P3D"}');

    expect(answer.status).toBe(200);
    const after: ClockJson = await answer.json();
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(3 * 86_400_000);
    expect(after.aheadBy).toBe('P3D');
    const { timeline } = await json<LeadJson>(`/local/leads/${leadId}`);
    expect(timeline.map(({ type }) => type)).toContain('lead.offer-lapsed');
  });

  test('a button moves it, too, and the page says by how much', async () => {
    const answer = await post('/local/clock', 'advance=PT1H', { 'content-type': 'application/x-www-form-urlencoded' });

    expect(answer.status).toBe(303);
    const page = await fetch(new URL(answer.headers.get('location') ?? '', url));
    expect(await page.text()).toContain('Moved forward by 1 hour.');
  });

  test.each([
    ['no JSON', 400, 'P3D', {}],
    ['no duration', 400, '{"advance":"tomorrow"}', {}],
    ['a step back', 400, '{"advance":"-P1D"}', {}],
    ['another field', 400, '{"move":"P1D"}', {}],
    ['plain text', 415, 'P3D', { 'content-type': 'text/plain' }],
    ['too much', 413, JSON.stringify({ advance: 'P'.repeat(20_000) }), {}],
  ] as const)('refuses %s with a problem and stays', async (_, status, body, headers) => {
    const { aheadBy } = await json<ClockJson>('/local/clock');
    const answer = await post('/local/clock', body, { accept: 'application/json', ...headers });

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect((await json<ClockJson>('/local/clock')).aheadBy).toBe(aheadBy);
  });
});

describe('other sites', () => {
  test.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a page without origin', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://localhost:1' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['another port, by its fetch metadata', { 'sec-fetch-site': 'same-site' }],
  ])('%s changes nothing', async (_, headers) => {
    const { aheadBy } = await json<ClockJson>('/local/clock');
    const answer = await send('POST', { 'content-type': 'application/json', ...headers }, '{"advance":"P1D"}');

    expect(answer).toBe(403);
    expect((await json<ClockJson>('/local/clock')).aheadBy).toBe(aheadBy);
  });

  test('a name of their own that leads here shows nothing', async () => {
    expect(await send('GET', { host: 'rebound.evil.example' })).toBe(403);
    expect(await send('GET', { host: 'localhost.evil.example:4400' })).toBe(403);
    expect(await send('GET', { host: '127.0.0.1' })).toBe(200);
  });

  /** `fetch` would not send these headers. */
  const send = (method: string, headers: Record<string, string>, body = '') =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${url}/local/clock`, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end(body);
    });
});

test('the terminal told what happened, and nobody’s name', () => {
  const said = stack.lines.join('\n');

  expect(said).toContain('sent the form whitepaper');
  expect(said).toContain('is marketing qualified');
  expect(said).not.toMatch(/ada|lovelace|analytical/i);
});
