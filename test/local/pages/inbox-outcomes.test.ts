import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rememberFunctionErrors } from '#local/pages/function-errors.ts';
import { localPages } from '#local/pages/pages.ts';
import { type LocalStack, startLocalStack } from '#local/stack.ts';
import { fixtureAssembly } from '../support/fixture-assembly.ts';

let folder: string;
let stack: LocalStack;
let path: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'goldpan-inbox-'));
  stack = await startLocalStack({
    port: 0,
    stateDir: join(folder, 'state'),
    assembly: await fixtureAssembly(folder),
    log: () => {},
    handlers: (running) => [
      localPages(
        running,
        rememberFunctionErrors(() => running.clock.now()),
      ),
    ],
  });
  const headers = { 'content-type': 'application/json' };
  await fetch(`${stack.url}/forms/f/submissions`, { method: 'POST', body: '{"id":"1"}', headers });
  await stack.settle();
  path = `${stack.url}/local/inbox/${stack.inbox.list()[0]?.id}`;
}, 60_000);
afterAll(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const outcomes = () => stack.inbox.list()[0]?.reports.map(({ outcome }) => outcome);
const press = (what: string, body: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  fetch(`${path}/${what}`, { method: 'POST', body: new URLSearchParams(body), redirect: 'manual', headers });

describe('the buttons of a mail', () => {
  test('are there without a script, and lead back to the mail, which says what SES told', async () => {
    const before = await (await fetch(path, { headers: { accept: 'text/html' } })).text();
    for (const button of ['Bounce (hard)', 'Bounce (soft)', 'Complain'])
      expect(before).toContain(`>${button}</button></form>`);
    expect(before).not.toContain('Marked as spam');
    const answer = await press('complain');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, new URL(path).pathname]);
    expect(await (await fetch(path, { headers: { accept: 'text/html' } })).text()).toContain('Marked as spam');
  });

  test('reach the queue that hears of mails, hard and soft', async () => {
    const before = stack.meter.snapshot().units.notifications;
    await press('bounce', { kind: 'hard' });
    await press('bounce', { kind: 'soft' });
    expect(outcomes()?.slice(-2)).toEqual(['hard-bounce', 'soft-bounce']);
    expect(stack.meter.snapshot().units.notifications - before).toBe(2);
    await stack.settle();
  });

  test('answer a program with the mail as it is now', async () => {
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const answer = await fetch(`${path}/bounce`, { method: 'POST', body: '{"kind":"soft"}', headers });
    expect(answer.status).toBe(200);
    expect((await answer.json()).reports.at(-1)).toMatchObject({ outcome: 'soft-bounce' });
  });

  test.each<[string, () => Promise<Response>, number]>([
    ['a bounce of no kind', () => press('bounce', { kind: 'harder' }), 400],
    ['a bounce that says nothing', () => press('bounce'), 400],
    ['a page of another site', () => press('complain', {}, { origin: 'https://evil.example' }), 403],
    ['looking', () => fetch(`${path}/complain`), 405],
    [
      'a mail that is not there',
      () => fetch(`${stack.url}/local/inbox/nothing/complain`, { method: 'POST', body: '' }),
      404,
    ],
  ])('do nothing for %s', async (_, send, status) => {
    const before = outcomes();
    expect((await send()).status).toBe(status);
    expect(outcomes()).toEqual(before);
  });
});
