import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import { captureLead } from '#functions/capture/capture-lead.ts';
import { aViewer } from '#test/support/a-lead.ts';
import { aForm } from '#test/support/a-playbook.ts';
import { erasing } from '#test/support/erasing.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let work: ReturnType<typeof erasing>;
beforeAll(async () => {
  world = await startWorld();
  work = erasing(world);
});
afterAll(() => world.stop());

const requestOf = (email: string, fields: Record<string, string> = {}) => ({
  form: aForm(),
  locale: 'en' as const,
  submission: {
    fields: { email, company: 'Wasserwerk Nord', jobTitle: 'Operator', companySize: '50-249', ...fields },
    consents: { email: { given: true, text: sha256(aForm().consents[0]?.text.en ?? '') } },
  },
  viewer: aViewer,
  idempotencyKey: undefined as string | undefined,
});
const submit = (request: ReturnType<typeof requestOf>) => captureLead(world)(request);
const hashOf = (email: string) => world.hashes.address(email);
async function leadOf(email: string) {
  const [address] = await world.itemsOfAddress(await hashOf(email));
  return world.lead(String(address?.leadId));
}

/** What the address keeps of its proof while nobody has it. */
const Released = z.looseObject({ ledger: z.looseObject({ entries: z.number() }) });

/** An address whose lead confirmed, told a lot about itself, and was erased. */
async function anErasedAddress(): Promise<{ email: string; leadId: string; entries: number }> {
  const email = `${newUlid().toLowerCase()}@example.com`;
  await submit(requestOf(email, { firstName: 'Ada', phone: '+49 30 1234' }));
  const lead = await work.confirmed(await leadOf(email));
  await work.order(lead.id);
  expect(await work.erase(lead.id)).toBe('erased');
  expect(await world.leads.get(lead.id)).toBeUndefined();
  const [address] = await world.itemsOfAddress(await hashOf(email));

  return { email, leadId: lead.id, entries: Released.parse(address).ledger.entries };
}

it('a submission after an erasure is answered like any, and starts from nothing', async () => {
  const { email, leadId } = await anErasedAddress();

  expect(await submit(requestOf(email))).toBe('kept');
  const lead = await leadOf(email);
  expect(lead.id).not.toBe(leadId);
  expect(lead).toMatchObject({ version: 1, stage: 'raw', optIn: { status: 'pending' } });
  expect(lead.profile).not.toHaveProperty('firstName');
  expect(lead.profile).not.toHaveProperty('phone');
  expect(Object.values(lead.consents).map(({ status }) => status)).toEqual(['requested']);
});

it('and goes on with the chain of the address’s proof', async () => {
  const { email, entries } = await anErasedAddress();
  await submit(requestOf(email));

  expect((await leadOf(email)).ledger.entries).toBeGreaterThan(entries);
  expect(await work.broken(await hashOf(email))).toBeUndefined();
});

it('twenty of them at once make one lead, and lose none', async () => {
  const { email } = await anErasedAddress();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => submit(requestOf(email))));

  expect(new Set(outcomes)).toEqual(new Set(['kept']));
  expect((await leadOf(email)).version).toBe(20);
  expect(await work.broken(await hashOf(email))).toBeUndefined();
});

it('with an Idempotency-Key it is done once', async () => {
  const { email } = await anErasedAddress();
  const request = { ...requestOf(email), idempotencyKey: newUlid() };
  await Promise.all(Array.from({ length: 5 }, () => submit(request)));

  expect((await leadOf(email)).version).toBe(1);
});

it('in the middle of the erasure it is a new lead at once: the order took the address off the old one', async () => {
  const email = `${newUlid().toLowerCase()}@example.com`;
  await submit(requestOf(email, { firstName: 'Ada' }));
  const lead = await work.confirmed(await leadOf(email));
  await work.order(lead.id);

  expect(await submit(requestOf(email))).toBe('kept');
  const fresh = await leadOf(email);
  expect(fresh.id).not.toBe(lead.id);
  expect(await work.erase(lead.id)).toBe('erased');
  expect(await world.lead(fresh.id)).toMatchObject({ id: fresh.id, stage: 'raw' });
  expect(await work.broken(await hashOf(email))).toBeUndefined();
});
