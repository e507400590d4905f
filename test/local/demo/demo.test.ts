import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { invite } from '#local/demo/invite.ts';
import { visitors } from '#local/demo/visitor.ts';
import { startGoldpan } from '#test/support/goldpan.ts';
import { leads } from '#test/support/visitor.ts';
import { run } from '../main/start-main.ts';

const state = mkdtempSync(join(tmpdir(), 'goldpan-demo-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));
const demo = (...args: string[]) => run('local/demo/main.ts', { GOLDPAN_STATE: state }, args);
const count = (output: string, step: string) => Number(new RegExp(`^ *${step}\\s+(\\d+)`, 'm').exec(output)?.[1]);

test('where nothing runs it says how to start', async () => {
  const lost = demo();

  expect(await lost.ended).toBe(1);
  expect(lost.output()).toContain('Goldpan does not run. Start it with `npm start`');
});

test('a second crowd is a new one, unless its seed was asked for', async () => {
  const first = visitors(30, 1).map(({ email }, n) => ({
    id: String(n),
    email,
    stage: 'raw',
    optIn: 'pending',
    owner: null,
    offer: null,
  }));
  const goldpan = { leads: async () => first };

  expect(await invite(goldpan, { visitors: 30, seed: undefined })).toMatchObject({ seed: 2 });
  expect(await invite(goldpan, { visitors: 30, seed: 1 })).toMatchObject({ seed: 1, returning: 30 });
});

test('a number that is none is refused in a sentence', async () => {
  const wrong = demo('--visitors', 'many');

  expect(await wrong.ended).toBe(1);
  expect(wrong.output()).toContain('--visitors must be a whole number from 1 to 10000, not "many".');
});

test('twenty visitors make a funnel, and coming back makes no second leads of them', async () => {
  await using goldpan = await startGoldpan({ state });
  const first = demo('--visitors', '20', '--seed', '1');
  expect(await first.ended, first.output()).toBe(0);
  const output = first.output();
  const stored = await leads(goldpan.url);

  expect(count(output, 'Visitors')).toBe(20);
  // Who did not confirm has been forgotten.
  expect(count(output, 'Submissions')).toBeGreaterThan(stored.length);
  expect(output).toContain(`${count(output, 'Submissions')} forms`);
  expect(stored.length).toBeGreaterThan(4);
  expect(stored.length).toBeLessThan(20);
  expect(count(output, 'Confirmed')).toBe(stored.filter(({ optIn }) => optIn === 'confirmed').length);
  expect(count(output, 'Accepted')).toBe(stored.filter(({ owner }) => owner !== null).length);
  expect(count(output, 'Confirmed')).toBeGreaterThan(0);
  expect(count(output, 'Qualified \\(SQL\\)')).toBe(stored.filter(({ stage }) => stage === 'sql').length);

  const again = demo('--visitors', '20', '--seed', '1');
  expect(await again.ended, again.output()).toBe(0);
  expect(again.output()).toContain(`${stored.length} of them were here before`);
  expect(await leads(goldpan.url)).toHaveLength(stored.length);
}, 180_000);
