import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalStack } from '#local/stack.ts';
import { start } from '#local/start/start.ts';
import { aBounce, aNotification } from '#test/support/mail-feedback.ts';
import { aSubmission, byBrowser, linkIn, submit } from '#test/support/visitor.ts';

/** Somebody with script, links and placeholders in every place where text comes in, followed to every page and mail. */

let stack: LocalStack;
let stateDir: string;
let optInMail: Mail;
let acceptedMail: Mail;
/** Every page that shows anything of the lead, by what it is. */
let pages: Map<string, string>;
type Mail = ReturnType<LocalStack['inbox']['list']>[number];

const email = 'eve@hostile.example';
const element = '<zqx onload="zqx(1)" src=//evil.example/zqx.js>';
const script = { 'user-agent': `${byBrowser['user-agent']} ${element}`, referer: `https://evil.example/?${element}` };
const placeholders = '{{env}} {{confirmUrl}} $' + '{process.env.PATH} <%= 1 %>';
const typed = {
  email,
  firstName: `"'>${element}Eve`,
  lastName: 'https://evil.example/zqx',
  company: `</title></style>${element}`,
  jobTitle: `Head of Operations ${placeholders}`,
};
const formPost = { ...script, 'accept-language': 'en', 'content-type': 'application/x-www-form-urlencoded' };

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'goldpan-hostile-'));
  const plain = (text: string) => text;
  const paint = { bold: plain, soft: plain, good: plain, gold: plain, bad: plain, link: plain };
  const quiet = () => undefined;
  const settings = { port: 0, stateDir, playbook: undefined };
  ({ stack } = await start(settings, { paint, say: quiet, mention: quiet, report: quiet }));
  const submission = await aSubmission(stack.url, typed, ['email', 'phone', 'tracking']);
  const page = `https://www.example.com/paper/${element.replaceAll(' ', '')}?utm_source=${encodeURIComponent(element)}`;
  const answer = await submit(stack.url, { ...submission, page }, script);
  expect([answer.status, await answer.text()]).toEqual([202, '{"status":"check-your-inbox"}']);
  await stack.settle();
  optInMail = mailWith('/confirm/', email);
  pages = await follow();
}, 120_000);
afterAll(async () => {
  await stack?.stop();
  rmSync(stateDir, { recursive: true, force: true });
});

function mailWith(text: string, to?: string): Mail {
  const mail = stack.inbox.list().find((one) => one.text.includes(text) && (to ?? one.to) === one.to);
  if (mail === undefined) throw new Error(`No mail with ${text} came`);
  return mail;
}

const get = async (address: string, headers: Record<string, string> = {}) =>
  (await fetch(address, { headers: { ...script, accept: 'text/html', ...headers } })).text();
const press = async (address: string, body = '') =>
  (await fetch(address, { method: 'POST', headers: { ...formPost, accept: 'text/html' }, body })).text();

/** Confirms, reports a visit, accepts the offer; every page on the way, then all that are there at the end. */
async function follow(): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const confirm = linkIn(optInMail, 'confirm');
  seen.set('confirm', await get(confirm));
  const confirmed = await press(confirm);
  seen.set('confirmed', confirmed);
  const [, lead] = /#lead=([\w.-]+)/.exec(confirmed) ?? [];
  const visit = { lead, id: 'hostile-visit-1', kind: 'page-visited', page: `https://www.example.com/${element}` };
  await fetch(`${stack.url}/activities`, {
    method: 'POST',
    headers: { ...script, 'accept-language': 'en', 'content-type': 'application/json' },
    body: JSON.stringify(visit),
  });
  await stack.settle();
  const offer = linkIn(mailWith('/offers/'), 'offers');
  seen.set('offer', await get(offer));
  seen.set('accepted', await press(offer, 'decision=accept'));
  await stack.settle();
  acceptedMail = mailWith(email);
  const welcome = mailWith('/preferences/', email);
  const preferences = linkIn(welcome, 'preferences');
  for (const locale of ['de', 'en'])
    for (const place of ['', '/data', '/certificate', '/erase'])
      seen.set(`preferences${place} ${locale}`, await get(`${preferences}${place}?locale=${locale}`));
  seen.set('unsubscribe', await get(linkIn(welcome, 'unsubscribe')));
  seen.set('confirm again', await get(confirm));
  const [listed] = (await (
    await fetch(`${stack.url}/local/leads`, { headers: { accept: 'application/json' } })
  ).json()) as {
    id: string;
  }[];
  const mails = stack.inbox.list().flatMap(({ id }) => [`/local/inbox/${id}`, `/local/inbox/${id}?view=headers`]);
  const local = ['/local/', '/local/inbox', '/local/leads', `/local/leads/${listed?.id}`, ...mails];
  for (const path of [...local, `/local/leads/${listed?.id}/explanation`]) seen.set(path, await get(stack.url + path));
  for (const { id } of stack.inbox.list()) seen.set(`mail ${id}`, await get(`${stack.url}/local/inbox/${id}/html`));
  const refused = new URLSearchParams({ ...typed, [element]: element, companySize: element });
  seen.set('refused', await press(`${stack.url}/forms/whitepaper/submissions`, String(refused)));

  return seen;
}

const TAG = /<[a-z](?:"[^"]*"|[^">])*>/gi;
const ATTRIBUTE = /\s([a-z:-]+)="([^"]*)"/gi;

/** Nothing of what was typed has become markup, an attribute or an address to go to. */
function expectEscaped(body: string, where: string): void {
  expect(body, where).not.toMatch(/<zqx|<\/title><\/style>/i);
  for (const [tag] of body.matchAll(TAG))
    for (const [, name = '', value] of tag.matchAll(ATTRIBUTE)) {
      expect(name, where).not.toMatch(/^on/i);
      if (/^(?:href|src|action|srcset)$/i.test(name)) expect(value, where).not.toContain('evil.example');
    }
}
const shown = (where: string) => pages.get(where) ?? '';

test('HTML or URL in a name: absent from the opt-in mail, escaped everywhere else', () => {
  const { subject, text, html, headers } = optInMail;
  expect(`${subject}${text}${html}${JSON.stringify(headers)}`).not.toMatch(/zqx|evil\.example|Eve|\{\{|<%/);

  for (const [where, body] of pages) expectEscaped(body, where);
  expectEscaped(acceptedMail.html ?? '', 'the mail to who accepted');
  expect(acceptedMail.subject).not.toMatch(/[\r\n]/);
  // It is there, as text.
  for (const where of ['preferences en', 'preferences/data de']) {
    expect(shown(where)).toContain('&lt;zqx onload=');
    expect(shown(where)).toContain('https://evil.example/zqx');
  }
  expect(acceptedMail.html).toContain('&lt;zqx onload=');
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: the case's own words
test('`{{env}}`, `${}`: literal, in what is stored, shown and mailed', () => {
  for (const body of [shown('preferences en'), shown('preferences/data en'), acceptedMail.html ?? ''])
    expect(body.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"')).toContain(placeholders);
  expect(acceptedMail.text).toContain(placeholders);
  for (const [where, body] of pages) expect(body, where).not.toContain(process.env.PATH);
});

test('Script in Referer, User-Agent, utm fields, bounce diagnostics: escaped', async () => {
  for (const where of ['preferences/data en', 'preferences/certificate de'])
    expect(shown(where), where).toContain('Firefox/145.0 &lt;zqx onload=');
  const diagnosticCode = `smtp; 550 ${element}`;
  const bounce = aBounce({ address: email }, { bounceType: 'Permanent', bounceSubType: element }, { diagnosticCode });
  const body = aNotification({ ...bounce, mail: { ...bounce.mail, tags: { lead: [element], mail: [element] } } });
  const Records = [{ messageId: '1', receiptHandle: '1', body, attributes: {}, messageAttributes: {} }];
  const answer = await stack.functions.invoke('goldpan-dev-feedback', JSON.stringify({ Records }), 'test');
  expect(JSON.stringify(answer)).toContain('batchItemFailures');
  await stack.settle();
  for (const [where, one] of pages) expectEscaped(one, where);
  for (const path of [...pages.keys()].filter((key) => key.startsWith('/local/')))
    expectEscaped(await get(stack.url + path), path);
});

/** `fetch` would mend such a path. */
const raw = (method: string, path: string) =>
  new Promise<{ status: number; location: string | undefined }>((resolve, reject) => {
    const { hostname, port } = new URL(stack.url);
    request({ hostname, port, method, path, headers: { ...formPost, host: 'evil.example' } }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location });
    })
      .on('error', reject)
      .end();
  });

test('Open redirects (`//evil`, `\\evil`): refused', async () => {
  const preferences = new URL(linkIn(mailWith('/preferences/', email), 'preferences')).pathname;
  const targets = ['//evil.example', '/\\evil.example', '\\evil.example', 'https://evil.example', '/%5Cevil.example'];
  const places = (to: string) => [
    to,
    `${to}/forms/whitepaper/thank-you`,
    `/forms/${encodeURIComponent(to)}/thank-you`,
    `/forms/whitepaper/thank-you?locale=${encodeURIComponent(to)}&next=${encodeURIComponent(to)}`,
    `${preferences}?locale=${encodeURIComponent(to)}&done=${encodeURIComponent(to)}&redirect=${encodeURIComponent(to)}`,
  ];
  for (const to of targets)
    for (const path of places(to))
      for (const method of ['GET', 'POST'])
        expect((await raw(method, path)).location, `${method} ${path}`).toBeUndefined();

  // The two that do lead on lead to pages of ours, whatever the request says.
  const fields = { ...typed, email: 'other@hostile.example', companySize: '250+', country: 'GB' };
  const { consents } = await aSubmission(stack.url);
  const box = consents.email?.text ?? '';
  for (const to of targets) {
    const query = `?locale=${encodeURIComponent(to)}&next=${encodeURIComponent(to)}`;
    const form = new URLSearchParams({ ...fields, 'consent.email': 'yes', 'consentText.email': box, locale: 'en' });
    const withdrawal = new URLSearchParams({ action: 'withdraw-all' });
    for (const [path, body] of [
      ['/forms/whitepaper/submissions', form],
      [preferences, withdrawal],
    ] as const) {
      const address = `${stack.url}${path}${query}`;
      const answer = await fetch(address, { method: 'POST', body, headers: byBrowser, redirect: 'manual' });
      expect(answer.status, path).toBe(303);
      expect(new URL(answer.headers.get('location') ?? '', stack.url).origin).toBe(stack.url);
      expect(answer.headers.get('location')).not.toContain('evil');
    }
  }
});
