import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { dynamoErasures } from '#adapters/dynamodb/erasures.ts';
import { sha256 } from '#adapters/system/world.ts';
import type { Certificate } from '#domain/consent/certificate.ts';
import { begun, erased } from '#domain/erasure/erasure-record.ts';
import { DAY } from '#domain/instant.ts';
import { requestErasure } from '#domain/lead/erasure.ts';
import { someConsents } from '#test/support/a-lead.ts';
import { consentOn } from '#test/support/consent-on-world.ts';
import { liveProvenLife } from '#test/support/proven-life.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let consent: Awaited<ReturnType<typeof consentOn>>;
const folder = mkdtempSync(join(tmpdir(), 'goldpan-certificate-'));
const script = new URL('../../../docs/verify-certificate.mjs', import.meta.url).pathname;

beforeAll(async () => {
  world = await startWorld();
  consent = await consentOn(world);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
  await world.stop();
});

const certificate = (...args: string[]) => consent('certificate', ...args);

it('issues what the script accepts, by address and by lead, and a page to print', async () => {
  const email = 'ada@wasserwerk.example';
  const lead = await liveProvenLife(world, ['mail', 'deliver', 'confirm', 'withdraw calls'], { email });
  const file = join(folder, 'ada.json');
  expect(await certificate(' ADA@Wasserwerk.example', '--json', '--out', file)).toMatchObject({ code: 0 });
  expect(execFileSync(process.execPath, [script, file], { encoding: 'utf8' })).toContain('EVERYTHING FITS');
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const { subject, issued } = JSON.parse(readFileSync(file, 'utf8')) as Certificate;
  expect(subject).toEqual({ lead: lead.id, address: email, addressHash: lead.addressHash });
  expect(issued).toMatchObject({ to: 'operator', by: 'Flusswerk GmbH' });
  expect((await certificate(lead.id)).said).toContain(lead.ledger.hash);

  const page = await certificate(lead.id, '--html', '--locale', 'de');
  expect(page.said).toContain('Nachweis der Einwilligung');
  expect(page.said).toContain(someConsents('email')[0]?.text);
});

it('certifies an erased lead without its address, and the lead that came after it by itself', async () => {
  const email = 'grace@wasserwerk.example';
  const later = await liveProvenLife(world, ['confirm', 'erase and come again', 'confirm'], { email });
  const [, ...entries] = await world.itemsOfAddress(later.addressHash);
  const earlier = String(entries[0]?.leadId);
  const of = async (who: string) => JSON.parse((await certificate(who)).said) as Certificate;

  const [first, second] = [await of(earlier), await of(later.id)];
  expect(second.ledger.after).toEqual(first.ledger.head);
  expect(first.ledger.entries.at(-1)).toMatchObject({ kind: 'withdrawn', method: 'erasure' });
  expect((await of(email)).subject).toEqual(second.subject);

  const file = join(folder, 'grace.json');
  await certificate(later.id, '--out', file);
  expect(execFileSync(process.execPath, [script, file], { encoding: 'utf8' })).toContain('EVERYTHING FITS');
  await world.leads.save(requestErasure(await world.lead(later.id), { because: 'asked' }, world.clock(), sha256));
  await carryOutErasure(later.id);
  const { subject } = await of(later.id);
  expect(subject).toEqual({ lead: later.id, addressHash: later.addressHash });
  expect((await of(email)).subject).toEqual({ ...subject, address: email });
});

async function carryOutErasure(leadId: string): Promise<void> {
  const erasures = dynamoErasures(world.table);
  const order = await erasures.order(leadId);
  if (order === undefined) throw new Error(`No erasure of ${leadId} was ordered`);
  const started = begun(order);
  await erasures.save(started);
  await erasures.delete(leadId, await erasures.items(leadId));
  await erasures.finish(erased(started.record, DAY, world.clock()));
}

it('exits with 1 when an entry is not as it was written, and certifies what there is', async () => {
  const lead = await liveProvenLife(world, ['confirm'], { email: 'mary@wasserwerk.example' });
  await world.leads.save({
    before: lead,
    lead: { ...lead, version: lead.version + 1, ledger: { ...lead.ledger, hash: sha256('x') } },
    events: [],
    entries: [],
  });

  const { code, said } = await certificate(lead.id);
  expect(code).toBe(1);
  expect(said).toContain('"format":"goldpan-consent-certificate/1"');
  expect(said).toContain(`Entry ${lead.ledger.entries} is not as it was written`);
});

it.each([
  [[], 'takes one address'],
  [['a@example.org', '--html', '--json'], 'takes one address'],
  [['a@example.org', '--locale', 'fr'], 'is one of de, en'],
  [['nobody@example.org'], 'Nothing is on record'],
  [['01KARWK2V0NONE000000000000'], 'There is no lead'],
])('says what is wrong with %s', async (args, reason) => {
  expect(await certificate(...args)).toMatchObject({ code: 1, said: expect.stringContaining(reason) });
});
