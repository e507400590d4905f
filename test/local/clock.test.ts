import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openClock } from '#local/clock.ts';

const file = () => join(mkdtempSync(join(tmpdir(), 'goldpan-test-')), 'clock.json');
const DAY = 86_400_000;

it('tells listeners and workers of an advance', () => {
  const clock = openClock();
  const heard: number[] = [];
  const unregister = clock.onAdvance((now) => heard.push(Math.round((now.getTime() - Date.now()) / DAY)));
  clock.advance(3 * DAY);
  unregister();
  clock.advance(DAY);

  expect(heard).toEqual([3]);
  expect(new BigInt64Array(clock.sharedOffset)[0]).toBe(BigInt(4 * DAY));
  expect(clock.now().getTime() - Date.now()).toBeCloseTo(4 * DAY, -2);
});

it('does not travel back at a restart', () => {
  const state = file();
  openClock(state).advance(DAY);

  expect(openClock(state).offset()).toBe(DAY);
});

it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses to move by %s', (milliseconds) => {
  expect(() => openClock().advance(milliseconds)).toThrow(RangeError);
});

it('refuses a time that no date can show', () => {
  expect(() => openClock().advance(8.64e15)).toThrow('end of time');
});

it('names a state file that it cannot read', () => {
  const state = file();
  writeFileSync(state, '{"offset":"soon"}');

  expect(() => openClock(state)).toThrow(state);
});
