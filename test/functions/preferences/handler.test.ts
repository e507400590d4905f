import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { dynamoLeadHistory } from '#adapters/dynamodb/lead-history.ts';
import { sha256 } from '#adapters/system/world.ts';
import { optInLinks } from '#functions/confirm/confirm-opt-in.ts';
import { createHandler } from '#functions/preferences/handler.ts';
import { preferences } from '#functions/preferences/preferences.ts';
import { aSubmission, aViewer, someConsents } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { startWorld, type World } from '#test/support/world.ts';

const baseUrl = 'https://leads.example.com';
const playbook = aPlaybook();
const log = aLog();
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function aPerson(submission = aSubmission({ consents: someConsents('email', 'phone') })) {
  const { lead } = await world.captured(submission);
  await optInLinks(world).press(await world.links.token('confirm', lead.id, lead.optIn.requestId), aViewer);

  return { id: lead.id, token: await world.links.token('preferences', lead.id, 'lead') };
}

const visit = (
  route: string,
  token: string,
  { body, ...event }: { body?: Record<string, string>; query?: Record<string, string>; headers?: object } = {},
  certificate = false,
) =>
  createHandler({
    preferences: preferences({
      ...world,
      activities: dynamoActivities(world.table),
      history: dynamoLeadHistory(world.table),
      playbook,
      pageUrl: `${baseUrl}/preferences`,
    }),
    playbook,
    baseUrl,
    clock: world.clock,
    sha256,
    log,
    ...(certificate && {
      subpages: {
        'GET /preferences/{token}/certificate': async () => ({ statusCode: 200, headers: {}, body: 'certificate' }),
      },
    }),
  })(
    anHttpEvent({
      route,
      path: { token },
      ...(event.query && { query: event.query }),
      headers: { host: 'evil.example', 'content-type': 'application/x-www-form-urlencoded', ...event.headers },
      ...(body && { body: new URLSearchParams(body).toString(), base64: true }),
    }),
    aContextOf(),
  );

const PAGE = 'GET /preferences/{token}';
const CHANGE = 'POST /preferences/{token}';

describe('the page', () => {
  it('shows each consent in its words, and what is held by the forms’ labels with its source', async () => {
    const { token } = await aPerson();
    const { statusCode, body, headers } = await visit(PAGE, token);
    const [email] = someConsents('email');

    expect(statusCode).toBe(200);
    expect(body).toContain(email?.text.slice(0, 60));
    expect(body).toMatch(/Company<\/dt><dd>Wasserwerk Nord/);
    expect(body).toContain('250 or more');
    expect(body).toContain('From the form: Request the white paper');
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    expect(body).not.toContain('evil.example');
  });

  it('is in the lead’s language, or in the one asked for', async () => {
    const { token } = await aPerson(aSubmission({ locale: 'de' }));

    expect((await visit(PAGE, token)).body).toContain('Ihre Einwilligungen');
    const english = await visit(PAGE, token, { query: { locale: 'en' } });
    expect(english.body).toContain('Your consents');
    expect(english.body).toContain(`${baseUrl}/preferences/${token}?locale=de`);
  });

  it('offers the certificate where there is one', async () => {
    const { token } = await aPerson();

    expect((await visit(PAGE, token)).body).not.toContain('/certificate');
    expect((await visit(PAGE, token, {}, true)).body).toContain(`/preferences/${token}/certificate?locale=en`);
    expect((await visit('GET /preferences/{token}/certificate', token, {}, true)).body).toBe('certificate');
    expect((await visit('GET /preferences/{token}/certificate', token)).statusCode).toBe(404);
  });
});

describe('its buttons', () => {
  it('withdraw, and lead back to a page that says so', async () => {
    const { id, token } = await aPerson();
    const body = { action: 'withdraw', consent: 'phone/sales-call' };
    const answer = await visit(CHANGE, token, { body, query: { locale: 'de' }, headers: { origin: 'null' } });
    const location = answer.headers.location ?? '';

    expect(answer.statusCode).toBe(303);
    expect(location).toBe(`${baseUrl}/preferences/${token}?locale=de&done=withdrawn`);
    const query = Object.fromEntries(new URL(location).searchParams);
    expect((await visit(PAGE, token, { query })).body).toContain('role="status"');
    expect(await world.lead(id)).toMatchObject({ optIn: { status: 'confirmed' } });
  });

  it('give again what was withdrawn, as the page offers it', async () => {
    const { id, token } = await aPerson();
    await visit(CHANGE, token, { body: { action: 'withdraw-all' } });
    const { body } = await visit(PAGE, token);
    const [, wording = ''] = /name="wording" value="(\w+)"/.exec(body) ?? [];
    const give = { action: 'give', consent: 'email/paper-and-news', wording };
    const { headers } = await visit(CHANGE, token, { body: give, query: { locale: 'en' } });

    expect(headers.location).toContain('done=given');
    expect(await world.lead(id)).toMatchObject({ optIn: { status: 'confirmed' } });
  });

  it.each([
    {},
    { action: 'erase' },
    { action: 'withdraw' },
    { action: 'give', consent: 'email/paper-and-news' },
    { action: 'withdraw-all', more: 'x' },
  ])('anything else is refused and changes nothing: %j', async (body) => {
    const { id, token } = await aPerson();
    const before = await world.lead(id);

    expect((await visit(CHANGE, token, { body: body as Record<string, string> })).statusCode).toBe(400);
    expect(await world.lead(id)).toEqual(before);
  });

  it('a word in the address that we do not know says nothing', async () => {
    const { token } = await aPerson();

    expect((await visit(PAGE, token, { query: { done: '<b>hello' } })).body).not.toContain('role="status"');
    expect((await visit(PAGE, token, { query: { done: 'toString' } })).body).not.toContain('role="status"');
  });
});

describe('the data', () => {
  it('are a file with everything, and nothing of ours', async () => {
    const { id, token } = await aPerson();
    const { headers, body } = await visit('GET /preferences/{token}/data', token, { query: { format: 'json' } });
    const told = JSON.parse(body) as Record<string, object>;

    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="my-data.json"',
      'cache-control': 'no-store',
    });
    expect(told).toMatchObject({
      id,
      profile: { email: { value: 'ada@wasserwerk.example', source: 'form:whitepaper' } },
      consents: [{ channel: 'email', status: 'confirmed' }, { channel: 'phone' }],
      ledger: { entries: 4, contents: [{ n: 1, kind: 'requested' }, {}, {}, { n: 4, kind: 'confirmed' }] },
      activities: [],
      history: [],
    });
    for (const ours of ['outbox', 'addressHash', 'duePk', 'mailRetry']) expect(body).not.toContain(`"${ours}"`);
  });

  it('are a page to read, in both languages', async () => {
    const { token } = await aPerson();
    const german = await visit('GET /preferences/{token}/data', token, { query: { locale: 'de' } });

    expect(german.headers['content-type']).toContain('text/html');
    expect(german.body).toContain('1. Kästchen angekreuzt');
    expect(german.body).toContain('203.0.113.7');
    expect(german.body).toContain('24');
  });
});

describe('the erasure', () => {
  it('is asked about first, ordered by the button, and leads nowhere from then on', async () => {
    const { id, token } = await aPerson();
    const asked = await visit('GET /preferences/{token}/erase', token);
    expect(asked.body).toContain(`action="${baseUrl}/preferences/${token}/erase?locale=en"`);
    expect(asked.body).toContain('22 November 2030');
    expect(await world.lead(id)).not.toHaveProperty('erasure');

    const done = await visit('POST /preferences/{token}/erase', token, { body: {} });
    const twice = await visit('POST /preferences/{token}/erase', token, { body: {} });
    expect([done.statusCode, twice.statusCode, done.body === twice.body]).toEqual([200, 200, true]);
    expect(await world.lead(id)).toMatchObject({ erasure: { because: 'asked' } });

    for (const route of [PAGE, CHANGE, 'GET /preferences/{token}/data', 'GET /preferences/{token}/erase']) {
      const gone = await visit(route, token, { body: { action: 'withdraw-all' } });
      expect([route, gone.statusCode]).toEqual([route, 404]);
      expect(gone.body).not.toMatch(/Flusswerk|ada@/);
    }
  });
});

describe('Token of another purpose: 404', () => {
  it('also on every route here', async () => {
    const { id } = await aPerson();
    const foreign = await Promise.all(
      (['confirm', 'unsubscribe', 'track', 'not-me', 'offer'] as const).map((purpose) =>
        world.links.token(purpose, id, 'lead'),
      ),
    );
    for (const token of [...foreign, 'nonsense'])
      for (const route of [PAGE, CHANGE, 'GET /preferences/{token}/data', 'POST /preferences/{token}/erase'])
        expect((await visit(route, token, { body: { action: 'withdraw-all' } })).statusCode).toBe(404);
    expect(await world.lead(id)).toMatchObject({ optIn: { status: 'confirmed' } });
  });
});

it('no token and nobody’s data is ever logged', () => {
  expect(log.lines.length).toBeGreaterThan(20);
  expect(log.lines.join()).not.toMatch(/\.lead\.|ada@|Wasserwerk/);
});
