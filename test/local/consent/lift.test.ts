import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { dynamoAddressBlocks } from '#adapters/dynamodb/address-blocks.ts';
import { fromItem } from '#adapters/dynamodb/items.ts';
import { dynamoListedAddresses } from '#adapters/dynamodb/listed-addresses.ts';
import { dynamoMailCounts } from '#adapters/dynamodb/mail-counts.ts';
import { dynamoMailings } from '#adapters/dynamodb/mailing.ts';
import { dynamoSoftBounces } from '#adapters/dynamodb/soft-bounces.ts';
import { addressKey } from '#adapters/dynamodb/table.ts';
import { sha256 } from '#adapters/system/world.ts';
import { canonicalAddress } from '#domain/consent/canonical-address.ts';
import type { BlockReason } from '#domain/consent/suppression.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { hourOf } from '#domain/mailing/reputation.ts';
import { noSoftBounces, remember } from '#domain/mailing/soft-bounces.ts';
import { aWithdrawal } from '#test/support/a-lead.ts';
import { consentOn } from '#test/support/consent-on-world.ts';
import { liveProvenLife } from '#test/support/proven-life.ts';
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

const list = () => ({ client: world.table.client, name: world.table.suppressions });
const listedAs = async (email: string) => dynamoListedAddresses(list()).of(await world.hashes.address(email));

async function blockedPerson(reason: BlockReason) {
  const email = `ada.${++people}+news@gmail.com`;
  const lead = await liveProvenLife(world, ['confirm'], { email });
  const at = world.clock();
  const hashes = [lead.addressHash, await world.hashes.address(canonicalAddress(email))];
  const change = withdraw(lead, { ...aWithdrawal, method: 'complaint' }, at, sha256);
  await world.leads.save({
    ...change,
    lead: { ...change.lead, suppressed: reason },
    suppressions: [{ hash: lead.addressHash, reason: 'unsubscribed', at, leadId: lead.id }],
  });
  await dynamoAddressBlocks(list()).add(hashes.map((hash) => ({ hash, reason, at, leadId: lead.id })));

  return { email, leadId: lead.id, addressHash: lead.addressHash, at };
}

it('lifts the block of an address in every spelling, says what it was, and keeps who lifted it', async () => {
  const { email, leadId, addressHash, at } = await blockedPerson('complaint');
  const { code, said } = await consent('lift', ` ${email.toUpperCase()}`, '--by', 'Maren Holt');

  expect(code).toBe(0);
  expect(said).toContain(`${email} was blocked since ${at}: its owner called a mail spam. Lifted.`);
  expect(said).toContain('Every spelling of that mailbox was blocked');
  expect((await listedAs(canonicalAddress(email)))?.block).toBeUndefined();
  expect((await listedAs(email))?.block).toBeUndefined();
  const { Item: item = {} } = await world.table.client.send(
    new GetItemCommand({ TableName: list().name, Key: { pk: { S: addressKey(addressHash) } }, ConsistentRead: true }),
  );
  expect(fromItem(item)).toMatchObject({ lifted: [{ reason: 'complaint', since: at, by: 'Maren Holt' }] });
  expect((await world.lead(leadId)).optIn.status).toBe('withdrawn');
});

it('leaves what its owner refused: only a new confirmation ends that', async () => {
  const { email, leadId } = await blockedPerson('hard-bounce');
  await consent('lift', email, '--by', 'Maren Holt');

  expect(await listedAs(email)).toMatchObject({ block: undefined, refusal: { reason: 'unsubscribed' } });
  expect((await world.lead(leadId)).suppressed).toBe('unsubscribed');
  const again = await consent('lift', email, '--by', 'Maren Holt');
  expect(again).toMatchObject({ code: 1, said: expect.stringContaining('It unsubscribed at') });
});

it('counts soft bounces from the beginning again', async () => {
  const { email, leadId } = await blockedPerson('soft-bounces');
  const bounces = dynamoSoftBounces(world.table);
  await bounces.save(leadId, remember(noSoftBounces, 'ses-1', '2026-01-05T08:00:00.000Z'));
  await consent('lift', email, '--by', 'Maren Holt');

  expect((await bounces.of(leadId))?.bounced).toEqual({});
});

it('remembers each time that a block was lifted', async () => {
  const { email, leadId, addressHash } = await blockedPerson('not-me');
  await consent('lift', email, '--by', 'Maren Holt');
  const again = { hash: addressHash, reason: 'complaint' as const, at: world.clock(), leadId };
  await dynamoAddressBlocks(list()).add([again]);
  await consent('lift', email, '--by', 'Jonas Beck');

  const { Item: item = {} } = await world.table.client.send(
    new GetItemCommand({ TableName: list().name, Key: { pk: { S: addressKey(addressHash) } }, ConsistentRead: true }),
  );
  expect(fromItem(item)).toMatchObject({ lifted: [{ by: 'Maren Holt' }, { by: 'Jonas Beck', reason: 'complaint' }] });
});

it.each([
  [['lift', 'nobody@example.org', '--by', 'Maren'], 'nobody@example.org is not blocked.'],
  [['lift', 'nobody@example.org'], 'Who decided to lift it?'],
  [['lift'], 'lift takes one address'],
  [['lift', 'nobody', '--by', 'Maren'], 'is no e-mail address'],
  [['resume'], 'Marketing mail is not paused.'],
  [['resume', 'now'], 'takes no words'],
])('says what is wrong with %s', async (args, reason) => {
  expect(await consent(...args)).toMatchObject({ code: 1, said: expect.stringContaining(reason) });
});

it('says that marketing mail is paused and why, and lets it go on', async () => {
  expect((await consent('pause-status')).said).toContain('Marketing mail goes out.');
  await dynamoMailCounts(world.table).add(hourOf(new Date().toISOString()), { mails: 400, bounces: 12, complaints: 1 });
  await dynamoMailings(world.table).save({ paused: { because: 'bounces', since: world.clock() }, version: 1 });

  const { said } = await consent('pause-status');
  expect(said).toContain(`Marketing mail is paused since ${world.clock()}: too many bounces.`);
  expect(said).toContain('400 mails in the window: 12 (3 %) bounced (pause at 2.5 %), 1 (0.25 %) were called spam');

  expect(await consent('resume')).toMatchObject({ code: 0, said: expect.stringContaining('Marketing mail goes on.') });
  expect((await consent('pause-status')).said).toContain('0 mails in the window');
});
