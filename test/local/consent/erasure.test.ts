import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { newUlid } from '#adapters/system/world.ts';
import { capture } from '#domain/lead/capture.ts';
import { aContext, aSubmission } from '#test/support/a-lead.ts';
import { consentOn } from '#test/support/consent-on-world.ts';
import { erasing } from '#test/support/erasing.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let work: ReturnType<typeof erasing>;
let consent: Awaited<ReturnType<typeof consentOn>>;
const address = 'ada@wasserwerk.example';
beforeAll(async () => {
  world = await startWorld();
  work = erasing(world);
  consent = await consentOn(world);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.stop();
});

it('the operator orders an erasure by the address, and reads afterwards what was erased where and when', async () => {
  const addressHash = await world.hashes.address(address);
  const { lead, ...change } = capture(aSubmission(), { id: newUlid(), addressHash }, aContext());
  await world.leads.create({ lead, ...change });
  await work.confirmed(lead);

  expect((await consent('erasure', address)).said).toContain('No erasure');
  expect(await consent('erase', address)).toMatchObject({ code: 0, said: expect.stringContaining(lead.id) });
  expect((await consent('erasure', lead.id)).said).toContain('about to begin');
  expect((await consent('erase', lead.id)).said).toContain('was ordered before');
  await work.erase(lead.id);

  const { code, said } = await consent('erasure', address);
  expect(code).toBe(0);
  expect(said).toContain('because the operator ordered it');
  expect(said).toMatch(/lead \(head, profile\) +2 deleted 20/);
  expect(said).toMatch(/proof of consents +6 kept, restricted, until 20/);
  expect(said).toMatch(/backups \(point-in-time\) +forgets by itself, by 20/);
  expect(said).toContain('a second look');
  expect(said).not.toMatch(/wasserwerk|ada@/i);
});

it('says so when there is nobody to erase', async () => {
  expect(await consent('erase', 'nobody@wasserwerk.example')).toMatchObject({ code: 1 });
  expect((await consent('erase', 'nobody')).said).toContain('There is no lead');
  expect((await consent('erase')).said).toContain('takes one address');
});
