import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toItem } from '#adapters/dynamodb/items.ts';
import { dynamoKeys } from '#adapters/dynamodb/keys.ts';
import { keyedHashes } from '#adapters/keyring/keyed-hashes.ts';
import { type Key, keyring } from '#adapters/keyring/keyring.ts';
import { macLinks } from '#adapters/keyring/links.ts';
import { newUlid } from '#adapters/system/world.ts';
import { UnknownLinkError } from '#ports/unknown-link-error.ts';
import { LEAD_ID, REQUEST_ID } from '#test/support/a-lead.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const aKey = (id: string): Key => ({ id, secret: Buffer.from(`secret ${id}`) });
const linksOf = (...keys: Key[]) => macLinks(keyring({ all: async () => keys }, 'link'));

describe('the keyring', () => {
  it('makes one key, however many functions start cold at once', async () => {
    const purpose = newUlid();
    const starts = Array.from({ length: 25 }, () => keyring(dynamoKeys(world.table), purpose).first());
    const secrets = (await Promise.all(starts)).map(({ id, secret }) => `${id} ${secret.toString('hex')}`);

    expect(new Set(secrets).size).toBe(1);
    expect(secrets[0]).toMatch(/^1 [0-9a-f]{64}$/);
  });

  it('has another key for every purpose', async () => {
    const [one, two] = await Promise.all(
      ['address', 'link'].map((name) => keyring(dynamoKeys(world.table), name).first()),
    );

    expect(one?.secret.equals(two?.secret ?? Buffer.alloc(0))).toBe(false);
  });

  it('is read once, and again after a read that failed', async () => {
    let reads = 0;
    const ring = keyring(
      {
        all: async () => {
          reads += 1;
          if (reads === 1) throw new Error('throttled');
          return [aKey('1')];
        },
      },
      'link',
    );
    await expect(ring.first()).rejects.toThrow('throttled');
    await Promise.all([ring.first(), ring.newest(), ring.byId('1')]);

    expect(reads).toBe(2);
  });

  it('looks again for a key that was added since', async () => {
    const purpose = newUlid();
    const ring = keyring(dynamoKeys(world.table), purpose);
    await ring.first();
    const added = toItem({ pk: `KEY#${purpose}`, sk: '2', secret: Buffer.from('x'.repeat(32)).toString('base64url') });
    await world.table.client.send(new PutItemCommand({ TableName: world.table.name, Item: added }));

    expect(await ring.byId('2')).toMatchObject({ id: '2' });
    expect(await ring.newest()).toMatchObject({ id: '2' });
    expect(await ring.first()).toMatchObject({ id: '1' });
    expect(await ring.byId('3')).toBeUndefined();
  });
});

it('reads no more than once a second for key ids that are guessed', async () => {
  let reads = 0;
  let now = 0;
  const all = async () => {
    reads += 1;
    return [aKey('1')];
  };
  const ring = keyring({ all }, 'link', () => now);
  for (let guess = 2; guess < 100; guess++) await ring.byId(String(guess));
  expect(reads).toBe(2);
  now = 1_000;
  await ring.byId('100');

  expect(reads).toBe(3);
  expect(await ring.byId('1')).toMatchObject({ id: '1' });
});

describe('a hash of an address', () => {
  it('stays the same for ever, under the oldest key, and tells nothing without it', async () => {
    const before = keyedHashes(keyring({ all: async () => [aKey('1')] }, 'address'));
    const rotated = keyedHashes(keyring({ all: async () => [aKey('1'), aKey('2')] }, 'address'));
    const foreign = keyedHashes(keyring({ all: async () => [aKey('3')] }, 'address'));
    const hash = await before.address('ada@example.com');

    expect(hash).toMatch(/^[\w-]{24}$/);
    expect(await rotated.address('ada@example.com')).toBe(hash);
    expect(await foreign.address('ada@example.com')).not.toBe(hash);
    expect(await before.of('ada@example.com')).not.toBe(hash);
  });
});

describe('a link', () => {
  it('is the same whenever it is made, and opens what it was made for', async () => {
    const token = await world.links.token('confirm', LEAD_ID, REQUEST_ID);

    expect(await world.links.token('confirm', LEAD_ID, REQUEST_ID)).toBe(token);
    expect(await world.links.open('confirm', token)).toEqual({ leadId: LEAD_ID, request: REQUEST_ID });
    expect(token).toMatch(/^[\w.-]+$/);
    expect(token.length).toBeLessThan(100);
  });

  it.each(['offer', 'track'] as const)('to confirm opens nothing as one of purpose %s', async (purpose) => {
    const token = await world.links.token('confirm', LEAD_ID, REQUEST_ID);

    await expect(world.links.open(purpose, token)).rejects.toThrow(UnknownLinkError);
  });

  it('opens nothing once a single character is another', async () => {
    const token = await world.links.token('confirm', LEAD_ID, REQUEST_ID);
    const tampered = [...token].flatMap((character, at) =>
      ['A', 'B', '0', '1', '.', '-', '_', 'z', '%', '\n', ''].flatMap((other) =>
        other === character ? [] : [`${token.slice(0, at)}${other}${token.slice(at + 1)}`],
      ),
    );
    const outcomes = await Promise.allSettled(tampered.map((one) => world.links.open('confirm', one)));

    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'UnknownLinkError' } });
  });

  it.each([
    '',
    '.',
    '...',
    'null',
    `${LEAD_ID}.${REQUEST_ID}.1.`,
    `${LEAD_ID}.${REQUEST_ID}..${'A'.repeat(22)}`,
    'x'.repeat(100_000),
  ])('that we never made is unknown, and says no more (%#)', async (token) => {
    await expect(world.links.open('confirm', token)).rejects.toEqual(new UnknownLinkError());
  });

  it('of somebody else with the same key id opens nothing', async () => {
    const foreign = await linksOf({ id: '1', secret: Buffer.from('of another company') }).token(
      'confirm',
      LEAD_ID,
      REQUEST_ID,
    );

    await expect(world.links.open('confirm', foreign)).rejects.toThrow(UnknownLinkError);
  });

  it('made under an older key still opens', async () => {
    const old = await linksOf(aKey('1')).token('confirm', LEAD_ID, REQUEST_ID);

    expect(await linksOf(aKey('1'), aKey('2')).open('confirm', old)).toEqual({ leadId: LEAD_ID, request: REQUEST_ID });
    await expect(linksOf(aKey('2')).open('confirm', old)).rejects.toThrow(UnknownLinkError);
  });
});

it('tells the key of a link for the proof, and of what is no link none', async () => {
  const links = linksOf(aKey('1'), aKey('12'));

  expect(links.keyIdOf(await links.token('confirm', LEAD_ID, REQUEST_ID))).toBe('12');
  expect(links.keyIdOf('nonsense')).toBe('');
});
