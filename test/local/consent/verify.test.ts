import { DeleteItemCommand, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Item, toItem } from '#adapters/dynamodb/items.ts';
import { addressKey, leadKey } from '#adapters/dynamodb/table.ts';
import { consentOn } from '#test/support/consent-on-world.ts';
import { liveProvenLife, provenSteps } from '#test/support/proven-life.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let consent: Awaited<ReturnType<typeof consentOn>>;
let people = 0;

beforeAll(async () => {
  world = await startWorld();
  consent = await consentOn(world);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.stop();
});

const verify = (...args: string[]) => consent('verify', ...args);

const somebody = () => `person-${++people}@wasserwerk.example`;
const everything = [
  ...provenSteps,
  'submit with all boxes',
  'confirm',
  'withdraw calls',
  'submit with e-mail',
] as const;

async function entriesOf(addressHash: string): Promise<Item[]> {
  const { Items: items = [] } = await world.table.client.send(
    new QueryCommand({
      TableName: world.table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :consent)',
      ExpressionAttributeValues: toItem({ ':pk': addressKey(addressHash), ':consent': 'CONSENT#' }),
      ConsistentRead: true,
    }),
  );

  return items;
}

const put = (item: Item) => world.table.client.send(new PutItemCommand({ TableName: world.table.name, Item: item }));
const remove = ({ pk = { S: '' }, sk = { S: '' } }: Item) =>
  world.table.client.send(new DeleteItemCommand({ TableName: world.table.name, Key: { pk, sk } }));

it('finds every ledger whole after whatever happens to a lead', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...provenSteps), { maxLength: 12 }), async (steps) => {
      const lead = await liveProvenLife(world, steps, { email: somebody() });
      expect(await verify('--lead', lead.id)).toMatchObject({ code: 0 });
    }),
    { numRuns: 25 },
  );
  expect(await verify()).toMatchObject({ code: 0, said: expect.stringContaining(`${people} ledgers`) });
});

it('keeps odd texts as they were hashed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.webUrl(), async (odd, url) => {
      const viewer = { ip: odd, userAgent: `${odd}\u0000\u202e\u007f` };
      const lead = await liveProvenLife(world, ['submit with e-mail'], {
        email: somebody(),
        viewer,
        page: `${url}/${odd}\u2028`,
        privacyNotice: odd,
      });
      expect(await verify('--lead', lead.id)).toMatchObject({ code: 0 });
    }),
    { numRuns: 25 },
  );
});

it('finds any single character that is changed in what is stored, and names the entry', {
  timeout: 60_000,
}, async () => {
  const email = somebody();
  const { addressHash } = await liveProvenLife(world, everything, { email });
  const stored = await entriesOf(addressHash);
  await fc.assert(
    fc.asyncProperty(fc.nat(stored.length - 1), fc.nat(), fc.integer({ min: 0, max: 6 }), async (index, place, bit) => {
      const item = stored[index] as Item;
      const touched = flipped(item, place, bit);
      if (touched === undefined) return;
      const isMoved = touched.pk?.S !== item.pk?.S || touched.sk?.S !== item.sk?.S;
      if (isMoved) await remove(item);
      try {
        await put(touched);
        const { code, said } = await verify('--address', email);
        expect(code).toBe(1);
        // One that lies in another's place now, or in front of it, is missing or not in its place: it cannot be found any other way.
        expect(said).toMatch(new RegExp(`^${addressHash}  entry ${isMoved ? '\\d+' : index + 1}: `, 'm'));
      } finally {
        if (isMoved) await remove(touched);
        await put(item);
        for (const one of stored) if (one.pk?.S === touched.pk?.S && one.sk?.S === touched.sk?.S) await put(one);
      }
    }),
    { numRuns: 150 },
  );
  expect(await verify('--address', email)).toMatchObject({ code: 0 });
});

it.each([
  ['the first entry', 0, 'missing'],
  ['an entry in between', 3, 'missing'],
  ['the last entry', -1, 'missing'],
])('finds that %s was removed', async (_which, index, what) => {
  const { addressHash } = await liveProvenLife(world, everything, { email: somebody() });
  const stored = await entriesOf(addressHash);
  const gone = stored.at(index) as Item;
  await remove(gone);

  const { code, said } = await verify();
  expect(code).toBe(1);
  expect(said).toContain(`${addressHash}  entry ${stored.indexOf(gone) + 1}: is ${what}`);
  await put(gone);
});

it('finds that all entries were removed, even with the address itself', async () => {
  const { addressHash } = await liveProvenLife(world, ['confirm'], { email: somebody() });
  const stored = await entriesOf(addressHash);
  for (const item of stored) await remove(item);
  expect((await verify()).said).toContain(`${addressHash}  entry 1: is missing`);

  await remove(toItem({ pk: addressKey(addressHash), sk: 'ADDRESS' }));
  expect((await verify()).said).toContain(`${addressHash}  entry 1: is missing`);
  for (const item of stored) await put(item);
});

it('finds two entries that changed places', async () => {
  const email = somebody();
  const { addressHash } = await liveProvenLife(world, ['mail', 'confirm'], { email });
  const [, two, three] = (await entriesOf(addressHash)) as [Item, Item, Item];
  const place = ({ pk, sk }: Item) => ({ pk, sk }) as Item;
  await put({ ...two, ...place(three) });
  await put({ ...three, ...place(two) });

  expect((await verify('--address', email)).said).toContain(`${addressHash}  entry 2: is not in its place`);
  await put(two);
  await put(three);
});

it('finds an entry that was added behind the end, and one that was written anew there', async () => {
  const email = somebody();
  const lead = await liveProvenLife(world, ['confirm'], { email });
  const stored = await entriesOf(lead.addressHash);
  const behind = await liveProvenLife(world, ['confirm', 'withdraw all'], { email: somebody() });
  const foreign = (await entriesOf(behind.addressHash)).at(-1) as Item;
  await put({ ...foreign, pk: { S: addressKey(lead.addressHash) } });
  expect((await verify('--address', email)).code).toBe(1);
  await remove({ ...foreign, pk: { S: addressKey(lead.addressHash) } });

  await headIs(lead.id, { entries: stored.length, hash: 'f'.repeat(64) });
  expect((await verify('--address', email)).said).toContain(`entry ${stored.length}: is not where the ledger ended`);
  await headIs(lead.id, { entries: stored.length - 1, hash: stored.at(-2)?.hash?.S ?? '' });
  expect((await verify('--address', email)).said).toContain(`entry ${stored.length}: was added`);
  await headIs(lead.id, lead.ledger);
  expect((await verify('--address', email)).code).toBe(0);
});

it('goes on from where the ledger was forgotten in time', async () => {
  const email = somebody();
  const { addressHash } = await liveProvenLife(world, everything, { email });
  const stored = await entriesOf(addressHash);
  const [first, second] = stored as [Item, Item];
  const base = { entries: 2, hash: second.hash?.S ?? '' };
  await remove(first);
  expect((await verify('--address', email)).code).toBe(1);
  await world.table.client.send(
    new UpdateItemCommand({
      TableName: world.table.name,
      Key: toItem({ pk: addressKey(addressHash), sk: 'ADDRESS' }),
      UpdateExpression: 'SET ledgerBase = :base',
      ExpressionAttributeValues: toItem({ ':base': base }),
    }),
  );
  // The second is not deleted yet.
  expect((await verify('--address', email)).code).toBe(0);
  await remove(second);
  expect((await verify('--address', email)).code).toBe(0);
});

it.each([
  [['--address', 'nobody'], 'is no e-mail address'],
  [['--address', 'never-seen@example.org'], 'Nothing is kept'],
  [['--lead', '01KARWK2V0NONE000000000000'], 'There is no lead'],
  [['--address', 'a@example.org', '--lead', 'x'], 'not both'],
  [['everything'], 'verify takes'],
  [['--out', 'x'], 'npm run consent'],
])('says what is wrong with %s', async (args, reason) => {
  const { code, said } = await verify(...args);
  expect(code).toBe(1);
  expect(said).toContain(reason);
});

const headIs = (leadId: string, ledger: object) =>
  world.table.client.send(
    new UpdateItemCommand({
      TableName: world.table.name,
      Key: toItem({ pk: leadKey(leadId), sk: 'LEAD' }),
      UpdateExpression: 'SET ledger = :ledger',
      ExpressionAttributeValues: toItem({ ':ledger': ledger }),
    }),
  );

/** The item with one bit of one character of its JSON turned over; undefined where that makes no item of the table, or the same one. */
function flipped(item: Item, place: number, bit: number): Item | undefined {
  const text = JSON.stringify(item);
  const at = place % text.length;
  const touched = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1);
  let read: unknown;
  try {
    read = JSON.parse(touched);
  } catch {
    return undefined;
  }
  if (JSON.stringify(read) === text || !isItem(read)) return undefined;

  return read;
}

/** What the table would take as an item with a key. */
const isItem = (value: unknown): value is Item =>
  typeof value === 'object' &&
  value !== null &&
  ['pk', 'sk'].every((name) => typeof (value as Item)[name]?.S === 'string' && (value as Item)[name]?.S !== '') &&
  isTyped({ M: value });

function isTyped(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return false;
  const [[type, content] = ['', undefined]] = Object.entries(value);
  if (type === 'S') return typeof content === 'string';
  if (type === 'N') return typeof content === 'string' && /^-?\d{1,9}$/.test(content);

  return type === 'M' && typeof content === 'object' && content !== null && Object.values(content).every(isTyped);
}
