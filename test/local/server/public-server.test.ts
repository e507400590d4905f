import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { PortTakenError } from '#local/server/port-taken-error.ts';
import { openPublicServer, type PublicServer } from '#local/server/public-server.ts';
import { staticFiles } from '#local/server/static-files.ts';
import { onFreePort } from '#local/start/on-free-port.ts';

const opened: PublicServer[] = [];
const lines: string[] = [];
const open = async (port = 0) => {
  const server = await openPublicServer({ port, log: (line) => void lines.push(line) });
  opened.push(server);

  return server;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.stop()));
  lines.splice(0);
});

test('asks one handler after the other; requests wait until there are any', async () => {
  const server = await open();
  const early = fetch(`${server.url}/second`);
  server.serve([
    async () => false,
    async (_, response) => {
      response.end('second');

      return true;
    },
  ]);

  expect(await (await early).text()).toBe('second');
});

test('a handler that throws is a 500 that tells nothing, and a line for the terminal', async () => {
  const server = await open();
  server.serve([
    async () => {
      throw new Error('boom');
    },
  ]);
  const answer = await fetch(`${server.url}/x`);

  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('boom');
  expect(lines.join()).toContain('boom');
});

test('a taken port is an error of its own, also where only one of the two addresses is taken', async () => {
  const { port } = await open();
  await expect(open(port)).rejects.toBeInstanceOf(PortTakenError);

  const squatter = createServer().listen(0, '::1');
  await new Promise((resolve) => squatter.once('listening', resolve));
  const address = squatter.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(open(taken)).rejects.toBeInstanceOf(PortTakenError);
  squatter.close();
});

test('takes the next free port, and gives up after twenty', async () => {
  const taken = new Set([5000, 5001]);
  const start = async (port: number) => {
    if (taken.has(port)) throw new PortTakenError(port);

    return port;
  };

  expect(await onFreePort(5000, start)).toBe(5002);
  await expect(onFreePort(1, async (port) => Promise.reject(new PortTakenError(port)))).rejects.toThrow('Port 20');
});

test('serves files of its folder with their headers, and nothing outside of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'goldpan-static-'));
  mkdirSync(join(folder, 'site', 'en'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'site', 'index.html'), 'home');
  writeFileSync(join(folder, 'site', 'en', 'index.html'), 'english');
  const server = await open();
  server.serve([staticFiles(join(folder, 'site'), { 'x-test': 'yes' })]);
  const get = async (path: string) => {
    const answer = await fetch(`${server.url}${path}`);

    return `${answer.status} ${await answer.text()}`;
  };

  expect(await get('/?utm_source=x')).toBe('200 home');
  expect(await get('/en/')).toBe('200 english');
  expect((await fetch(`${server.url}/`)).headers.get('x-test')).toBe('yes');
  for (const path of ['/..%2fsecret.txt', '/en/..%2f..%2fsecret.txt', '/%00', '/%E0%A4%A', '/en', '/none'])
    expect(await get(path)).toBe('404 ');
  expect((await fetch(`${server.url}/`, { method: 'POST' })).status).toBe(404);
  rmSync(folder, { recursive: true });
});
