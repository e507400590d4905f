import { globSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { builtInEnricher } from '#adapters/enrichment/built-in.ts';
import { emailKind } from '#adapters/enrichment/email-kind.ts';
import { aProfile, now } from '#test/support/a-scoring.ts';
import { sharedData } from '#test/support/shared-data.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

async function factsOf(email: string): Promise<Record<string, unknown>> {
  const found = await builtInEnricher.find(aProfile({ email }), now);

  return Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));
}

const company = (companyDomain: string, country?: string) => ({
  emailKind: 'business',
  companyDomain,
  ...(country ? { countryFromTld: country } : {}),
});

test.each<[string, Record<string, string>]>([
  ['anna@stadtwerke.de', company('stadtwerke.de', 'DE')],
  ['anna@mail.werk-2.acme.co.uk', company('acme.co.uk', 'GB')],
  ['Anna@ACME.AT.', company('acme.at', 'AT')],
  ['"a@b"@acme.ch', company('acme.ch', 'CH')],
  ['anna@müller-wasser.de', company('xn--mller-wasser-dlb.de', 'DE')],
  ['anna@xn--mller-wasser-dlb.de', company('xn--mller-wasser-dlb.de', 'DE')],
  ['ivan@завод.рф', company('xn--80aegj1b.xn--p1ai', 'RU')],
  ['li@acme.中国', company('acme.xn--fiqs8s', 'CN')],
  ['anna@acme.com', company('acme.com')],
  ['anna@acme.hamburg', company('acme.hamburg')],
  ['anna@acme.io', company('acme.io')],
  ['anna@acme.ai', company('acme.ai')],
  ['anna@acme.com.co', company('acme.com.co')],
  ['anna@acme.tv', company('acme.tv')],
  ['anna@acme.me', company('acme.me')],
  ['anna@acme.eu', company('acme.eu')],
  ['anna@acme.example', company('acme.example')],
  ['anna@acme.uk.com', company('acme.uk.com')],
  ['anna@gmail.com', { emailKind: 'free' }],
  ['anna@gmx.de', { emailKind: 'free', countryFromTld: 'DE' }],
  ['anna@yahoo.co.uk', { emailKind: 'free', countryFromTld: 'GB' }],
  ['anna@mailbox.org', { emailKind: 'free' }],
  ['x@mailinator.com', { emailKind: 'disposable' }],
  ['x@any.mailinator.com', { emailKind: 'disposable' }],
  ['x@localhost', {}],
  ['x@[192.0.2.1]', {}],
  ['x@192.0.2.1', {}],
  ['x@', {}],
  ['', {}],
])('%s', async (email, expected) => expect(await factsOf(email)).toEqual(expected));

test('Enrichment host in a private range, by redirect or rebinding: blocked (it calls no host at all yet)', async () => {
  const connect = vi.spyOn(Socket.prototype, 'connect');
  const hosts = ['169.254.169.254', '[::ffff:10.0.0.1]', 'localhost', 'metadata.google.internal', '127.0.0.1.nip.io'];
  for (const host of [...hosts, 'acme.de']) await factsOf(`anna@${host}`);
  expect(connect).not.toHaveBeenCalled();
  connect.mockRestore();

  const sources = globSync(['shared/adapters/enrichment/*.ts', 'functions/enrich/*.ts'], { cwd: root });
  expect(sources.length).toBeGreaterThan(6);
  for (const file of sources)
    expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(
      /\bfetch\(|WebSocket|['"](?:node:)?(?:https?|http2|net|tls|dns|dgram|undici)(?:\/|['"])/,
    );
});

test('each fact says where it comes from and when', async () => {
  expect((await builtInEnricher.find(aProfile({ email: 'a@acme.de' }), now)).emailKind).toEqual({
    value: 'business',
    source: 'enrichment:address',
    at: now,
  });
});

test('without an address nothing is known', async () => {
  expect(await builtInEnricher.find({}, now)).toEqual({});
});

test.each(['siemens.com', 'basf.com', 'bosch.com', 'tum.de', 'hamburgwasser.de', 'ibm.com'])(
  '%s is a company',
  (host) => {
    expect(emailKind({ host, registrable: host })).toBe('business');
  },
);

const lists = {
  free: sharedData('lists/freemail-free.txt'),
  disposable: sharedData('lists/disposable_email_blocklist.conf'),
};

/** The share of a list's domains that we do not take for a company's. */
function recall(file: string, kinds: readonly string[]): number {
  const domains = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');

  return domains.filter((host) => kinds.includes(emailKind({ host, registrable: host }))).length / domains.length;
}

test.skipIf(lists.free === undefined)(
  'knows nine in ten of the free providers that another list names (needs ../shared/data)',
  () => {
    expect(recall(lists.free ?? '', ['free', 'disposable'])).toBeGreaterThan(0.9);
  },
);

test.skipIf(lists.disposable === undefined)(
  'knows 99 in a hundred of the disposable domains that another list names (needs ../shared/data)',
  () => {
    expect(recall(lists.disposable ?? '', ['disposable'])).toBeGreaterThan(0.99);
  },
);
