import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { optInLinks } from '#functions/confirm/confirm-opt-in.ts';
import { createHandler } from '#functions/unsubscribe/handler.ts';
import { notMe } from '#functions/unsubscribe/not-me.ts';
import { unsubscribe } from '#functions/unsubscribe/unsubscribe.ts';
import { aSubmission, aViewer } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
const log = aLog();
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function aSubscriber() {
  const { lead } = await world.captured(aSubmission({ locale: 'de' }));
  await optInLinks(world).press(await world.links.token('confirm', lead.id, lead.optIn.requestId), aViewer);

  return { id: lead.id, token: await world.links.token('unsubscribe', lead.id, 'marketing') };
}

const visit = (route: string, token: string, event: Partial<Parameters<typeof anHttpEvent>[0]> = {}) =>
  createHandler({
    unsubscribe: unsubscribe(world),
    notMe: notMe(world),
    playbook: aPlaybook(),
    baseUrl: 'https://leads.example.com',
    log,
  })(anHttpEvent({ route, path: { token }, ...event }), aContextOf());

const boundary = '----RFC8058';
const multipart = [
  `--${boundary}`,
  'Content-Disposition: form-data; name="List-Unsubscribe"',
  '',
  'One-Click',
  `--${boundary}--`,
  '',
].join('\r\n');
const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };
const foreign = { origin: 'https://mail.example', 'user-agent': 'MailClient/1.0' };

describe('One-click POST urlencoded, multipart, base64, without cookies, repeated: 200, no redirect', () => {
  it.each([
    { sent: 'urlencoded', headers: urlencoded, body: 'List-Unsubscribe=One-Click' },
    { sent: 'urlencoded, base64', headers: urlencoded, body: 'List-Unsubscribe=One-Click', base64: true },
    { sent: 'multipart', headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body: multipart },
    {
      sent: 'multipart, base64',
      headers: { 'content-type': `multipart/form-data; boundary="${boundary}"` },
      body: multipart,
      base64: true,
    },
    { sent: 'with more fields', headers: urlencoded, body: 'List-Unsubscribe=One-Click&x=1&x=2&__proto__=3' },
    { sent: 'as plain text', headers: { 'content-type': 'text/plain' }, body: 'List-Unsubscribe=One-Click' },
    { sent: 'as nothing that can be read', headers: { 'content-type': 'multipart/form-data' }, body: '\u0000x' },
    { sent: 'as bytes that are no text', headers: urlencoded, body: Buffer.from([0xff, 0xfe]), base64: true },
    { sent: 'as far too much', headers: urlencoded, body: `List-Unsubscribe=One-Click&x=${'x'.repeat(100_000)}` },
    { sent: 'without a body', headers: {} },
  ])('$sent: 200, no redirect, no page, and unsubscribed', async ({ sent: _, headers, ...event }) => {
    const { id, token } = await aSubscriber();
    const answer = await visit('POST /unsubscribe/{token}', token, { ...event, headers: { ...foreign, ...headers } });

    expect(answer.statusCode).toBe(200);
    expect(answer.headers).not.toHaveProperty('location');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.body).toBe('Unsubscribed\n');
    expect(await world.lead(id)).toMatchObject({ optIn: { status: 'withdrawn' } });
  });

  it('repeated: the same answer', async () => {
    const { token } = await aSubscriber();
    const once = () =>
      visit('POST /unsubscribe/{token}', token, { headers: urlencoded, body: 'List-Unsubscribe=One-Click' });

    expect(await once()).toEqual(await once());
  });

  it('Forged X-Forwarded-For: the viewer’s address is stored, with the method that was used', async () => {
    const { id, token } = await aSubscriber();
    const headers = { ...urlencoded, 'x-forwarded-for': '6.6.6.6' };
    await visit('POST /unsubscribe/{token}', token, { headers, body: 'List-Unsubscribe=One-Click' });
    const { addressHash } = await world.lead(id);
    const [ended] = (await world.itemsOfAddress(addressHash)).filter(({ kind }) => kind === 'withdrawn');

    expect(ended).toMatchObject({ method: 'one-click', viewer: { ip: '203.0.113.7' } });
  });
});

describe('GET on the unsubscribe link: page only', () => {
  it('shows a button in the lead’s language, or in the one asked for', async () => {
    const { id, token } = await aSubscriber();
    const before = await world.lead(id);
    const german = await visit('GET /unsubscribe/{token}', token);
    const english = await visit('GET /unsubscribe/{token}', token, { query: { locale: 'en' } });

    expect(german.body).toContain(`action="https://leads.example.com/unsubscribe/${token}?locale=de"`);
    expect(german.body).toContain('E-Mails abbestellen');
    expect(english.body).toContain('Unsubscribe');
    expect(await world.lead(id)).toEqual(before);
  });

  it('and its button answers with a page', async () => {
    const { id, token } = await aSubscriber();
    const { statusCode, body } = await visit('POST /unsubscribe/{token}', token, {
      headers: { ...urlencoded, origin: 'null' },
      query: { locale: 'de' },
      body: 'from=page',
    });

    expect(statusCode).toBe(200);
    expect(body).toContain('Sie sind abgemeldet');
    expect(await world.lead(id)).toMatchObject({ optIn: { status: 'withdrawn' } });
  });

  it.each(['unsubscribe', 'not-me'])(
    'Token of another purpose: 404 on /%s, and so is what is none of ours',
    async (place) => {
      const { id } = await aSubscriber();
      const preferences = await world.links.token('preferences', id, 'lead');
      for (const method of ['GET', 'POST'])
        for (const token of [preferences, 'nonsense']) {
          const answer = await visit(`${method} /${place}/{token}`, token, { headers: urlencoded });
          expect(answer.statusCode).toBe(404);
          expect(answer.body).not.toContain('Flusswerk');
        }
      expect(await world.lead(id)).toMatchObject({ optIn: { status: 'confirmed' } });
    },
  );
});

describe('the page of "that was not me"', () => {
  it('says what its button does, and afterwards what was done and when the rest is', async () => {
    const { lead } = await world.captured(aSubmission({ locale: 'de' }));
    const token = await world.links.token('not-me', lead.id, lead.optIn.requestId);
    const asked = await visit('GET /not-me/{token}', token);
    const done = await visit('POST /not-me/{token}', token, { query: { locale: 'de' }, headers: urlencoded });

    expect(asked.body).toContain('nie wieder schreiben');
    expect(asked.body).not.toMatch(/ada@|Ada|Wasserwerk Nord/);
    expect(done.body).toContain('30. November 2026');
    expect(await world.lead(lead.id)).toMatchObject({ suppressed: 'not-me' });
  });
});

it('no token is ever logged', () => {
  expect(log.lines.length).toBeGreaterThan(10);
  expect(log.lines.join()).not.toMatch(/marketing|\.1\./);
});
