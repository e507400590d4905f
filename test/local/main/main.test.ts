import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freePort } from '#test/support/goldpan.ts';
import { descendantsOf } from '#test/support/memory.ts';
import { playbookCopy } from '#test/support/playbook-copy.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { run, runs } from './start-main.ts';

const main = 'local/main.ts';
const state = mkdtempSync(join(tmpdir(), 'goldpan-main-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

test('one process per state folder; what is killed is taken over; Ctrl-C leaves nothing behind', async () => {
  const port = String(await freePort());
  const env = { GOLDPAN_STATE: state, PORT: port };
  const first = run(main, env);
  expect(await first.says('Ctrl-C stops everything')).toContain(`http://localhost:${port}/local/`);

  const second = run(main, env);
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`already runs at http://localhost:${port}/local/ (process ${first.child.pid})`);
  expect(second.output()).not.toContain('    at ');

  first.child.kill('SIGKILL');
  await first.ended;
  const third = run(main, env);
  await third.says('Ctrl-C stops everything');
  const family = descendantsOf(third.child.pid ?? 0);
  expect(family.length).toBeGreaterThan(0);
  third.child.kill('SIGINT');
  expect(await third.ended).toBe(0);
  expect(third.output()).toContain('Stopped.');
  expect(family.filter(runs)).toEqual([]);
}, 120_000);

test('a taken port is told, and the next free one is used; a second Ctrl-C ends at once', async () => {
  const port = await freePort();
  const squatter = createServer().listen(port, '127.0.0.1');
  const goldpan = run(main, { GOLDPAN_STATE: join(state, 'taken'), PORT: String(port) });
  try {
    const output = await goldpan.says('Ctrl-C stops everything');
    const [, next = ''] = /Port \d+ is taken, so this is (\d+)/.exec(output) ?? [];
    expect(Number(next)).toBeGreaterThan(port);
    expect((await fetch(`http://localhost:${next}/local/`)).status).toBe(200);
  } finally {
    const family = descendantsOf(goldpan.child.pid ?? 0);
    goldpan.child.kill('SIGINT');
    goldpan.child.kill('SIGTERM');
    await goldpan.ended;
    squatter.close();
    await waitFor(() => family.filter(runs).length === 0, { what: 'its children are gone' });
  }
}, 120_000);

test('a bad playbook does not start, and the message names file, line and reason', async () => {
  using playbook = playbookCopy();
  playbook.edit('forms/whitepaper.yaml', 'optInExpiry: P7D', 'optInExpiry: soon');
  const goldpan = run(main, { GOLDPAN_STATE: join(state, 'bad'), GOLDPAN_PLAYBOOK: playbook.dir, PORT: '0' });

  expect(await goldpan.ended).toBe(1);
  expect(goldpan.output()).toMatch(/forms\/whitepaper\.yaml:\d+: \S+/);
  expect(goldpan.output()).not.toContain('    at ');
}, 60_000);

test('a port that is none is refused in a sentence', async () => {
  const goldpan = run(main, { GOLDPAN_STATE: join(state, 'port'), PORT: 'http' });

  expect(await goldpan.ended).toBe(1);
  expect(goldpan.output()).toContain('PORT must be a number from 0 to 65535, not "http".');
}, 60_000);

test('an old Node is told what to do instead of failing on syntax', async () => {
  const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.19.0'}})`;
  const goldpan = run('--import', {}, [pretend, '--import', './local/terminal/demand-node.mjs', main]);

  expect(await goldpan.ended).toBe(1);
  expect(goldpan.output()).toContain('Goldpan needs Node 24 or newer, as on AWS; this is 20.19.0.');
});
