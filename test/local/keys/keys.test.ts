import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { dynamoServerKeys } from '#adapters/dynamodb/server-keys.ts';
import { serverKeys } from '#adapters/keyring/server-keys.ts';
import { runKeys } from '#local/keys/run.ts';
import { keyRoutes } from '#local/pages/keys/key-routes.ts';
import { PageProblem } from '#local/pages/page-problem.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let url: string;
let stop: () => Promise<void>;
const printed: string[] = [];

/** The local page behind HTTP, on a real table. */
beforeAll(async () => {
  world = await startWorld();
  const [route] = keyRoutes(world.table, { now: () => new Date(world.clock()) });
  const server = createServer(async (request, response) => {
    const body = request.method === 'POST' ? await readJson(request) : undefined;
    const asked = { query: new URLSearchParams(), path: {}, wantsJson: true, isForm: false, body };
    try {
      const answer = await (request.method === 'POST' ? route?.post : route?.get)?.(asked);
      response.writeHead(answer?.status ?? 404, answer?.headers).end(answer?.body);
    } catch (error) {
      if (!(error instanceof PageProblem)) throw error;
      response.writeHead(error.status).end(JSON.stringify({ title: error.message }));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await world.stop();
  };
  for (const stream of ['log', 'error'] as const)
    vi.spyOn(console, stream).mockImplementation((text) => void printed.push(String(text)));
});
afterEach(() => {
  printed.length = 0;
});
afterAll(async () => {
  vi.restoreAllMocks();
  await stop();
});

const run = (...args: string[]) => runKeys([...args, '--url', url], {});
const senderOf = (key: string) => serverKeys(dynamoServerKeys(world.table)).senderOf(key);

it('issues a key that works, shows it once, lists it without its secret, and revokes it', async () => {
  expect(await run('issue', 'webinar-tool')).toBe(0);
  const [key = ''] = printed;
  expect(await senderOf(key)).toBe('webinar-tool');

  expect(await run('list')).toBe(0);
  const [, id = '', secret = ''] = key.split('_');
  expect(printed.at(-1)).toContain(id);
  expect(printed.slice(1).join()).not.toContain(secret);
  expect(printed.slice(1).join()).not.toMatch(/[0-9a-f]{64}/);

  expect(await run('revoke', id)).toBe(0);
  expect(await senderOf(key)).toBeUndefined();
  expect(await run('revoke', id)).toBe(0);
  expect(printed.at(-1)).toBe('It was revoked before.');
});

it('revokes all keys of a name, and no other', async () => {
  for (const name of ['fair-app', 'fair-app', 'shop']) await run('issue', name);
  const keys = printed.filter((line) => line.startsWith('gp_'));
  await run('revoke', 'fair-app');

  expect(await Promise.all(keys.map(senderOf))).toEqual([undefined, undefined, 'shop']);
});

it.each([
  [['issue', 'Webinar Tool'], 'A name has'],
  [['issue', 'x'.repeat(41)], 'A name has'],
  [['issue'], 'npm run keys'],
  [['revoke', 'nobody'], 'There is no key nobody'],
  [['steal', 'keys'], 'npm run keys'],
])('says what is wrong with %s', async (args, reason) => {
  expect(await run(...args)).toBe(1);
  expect(printed.join()).toContain(reason);
});

it('says where it looked for a Goldpan that does not run', async () => {
  expect(await runKeys(['list', '--url', 'http://127.0.0.1:9'], {})).toBe(1);
  expect(printed.join()).toContain('http://127.0.0.1:9');
});
