import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoServerKeys, keepServerKey, revokeServerKey } from '#adapters/dynamodb/server-keys.ts';
import { makeServerKey, type StoredServerKey, serverKeys } from '#adapters/keyring/server-keys.ts';
import { NOW, nowPlus } from '#test/support/a-lead.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Keys with a clock in ms, and a count of the reads. */
function ring(stored: StoredServerKey[]) {
  const state = { now: 0, reads: 0, stored };
  const all = async () => {
    state.reads += 1;
    return [...state.stored];
  };

  return { state, ...serverKeys({ all }, () => state.now) };
}

describe('a key of another system', () => {
  it('is long, never the same twice, and kept as a hash only', () => {
    const [one, two] = [makeServerKey('webinar-tool', NOW), makeServerKey('webinar-tool', NOW)];

    expect(one.key).toMatch(/^gp_[0-9a-f]{8}_[\w-]{43}$/);
    expect(one.key).not.toBe(two.key);
    expect(JSON.stringify(one.stored)).not.toContain(one.key.split('_')[2]);
  });

  it('is read once, and again for an id that is not known, but not for every guess', async () => {
    const [first, second] = [makeServerKey('first', NOW), makeServerKey('second', NOW)];
    const { state, senderOf } = ring([first.stored]);
    expect(await senderOf(first.key)).toBe('first');
    expect(await senderOf(first.key)).toBe('first');
    expect(state.reads).toBe(1);
    state.stored.push(second.stored);
    state.now += 1_000;
    expect(await senderOf(second.key)).toBe('second');
    expect(state.reads).toBe(2);

    for (let guess = 0; guess < 50; guess++) expect(await senderOf(makeServerKey('x', NOW).key)).toBeUndefined();
    expect(state.reads).toBe(2);
    expect(await senderOf('Bearer')).toBeUndefined();
  });

  it('stops to work within a minute of being revoked, where it was known as well', async () => {
    const { key, stored } = makeServerKey('first', NOW);
    const { state, senderOf } = ring([stored]);
    await senderOf(key);
    state.stored = [{ ...stored, revokedAt: NOW }];
    state.now = 60_000;

    expect(await senderOf(key)).toBeUndefined();
  });

  it('opens nothing with the secret of another', async () => {
    const [one, two] = [makeServerKey('one', NOW), makeServerKey('two', NOW)];
    const { senderOf } = ring([one.stored, two.stored]);
    const mixed = `${one.key.slice(0, 12)}${two.key.slice(12)}`;

    expect(await senderOf(mixed)).toBeUndefined();
  });
});

describe('in the table', () => {
  it('keys are listed oldest first, revoked once, and never replaced', async () => {
    const [first, second] = [makeServerKey('first', nowPlus(-1)), makeServerKey('second', NOW)];
    await keepServerKey(world.table, second.stored);
    await keepServerKey(world.table, first.stored);

    await expect(keepServerKey(world.table, { ...first.stored, name: 'other' })).rejects.toThrow();
    expect(await revokeServerKey(world.table, first.stored, NOW)).toBe(true);
    expect(await revokeServerKey(world.table, first.stored, nowPlus(1))).toBe(false);
    expect(await revokeServerKey(world.table, makeServerKey('x', NOW).stored, NOW)).toBe(false);
    expect(await dynamoServerKeys(world.table).all()).toEqual([{ ...first.stored, revokedAt: NOW }, second.stored]);
  });
});
