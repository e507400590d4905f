import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtInEnricher } from '#adapters/enrichment/built-in.ts';
import { enrichLead } from '#functions/enrich/enrich-lead.ts';
import type { Enricher } from '#ports/enricher.ts';
import { aConfirmedLead, aLead, NOW } from '#test/support/a-lead.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const run = (id: string, enricher: Enricher = builtInEnricher) =>
  enrichLead({ leads: world.leads, enricher, clock: world.clock })(id);
const fieldOf = (value: string, source: string) => ({ value, source, at: NOW });
const tells = (facts: Record<string, string>): Enricher => ({
  find: async () =>
    Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, fieldOf(value, 'enrichment:test')])),
});

it('looks nobody up before the opt-in', async () => {
  const { id } = await world.stored(aLead());
  await run(id, { find: () => Promise.reject(new Error('was asked')) });

  expect((await world.lead(id)).enrichedAt).toBeUndefined();
});

it('adds what is known, with where it comes from, and says so once', async () => {
  const { id } = await world.stored(aConfirmedLead());
  await run(id);
  const enriched = await world.lead(id);
  await run(id);

  expect(enriched.profile.emailKind).toEqual({ value: 'business', source: 'enrichment:address', at: NOW });
  expect(await world.lead(id)).toEqual(enriched);
});

it('never overwrites what the lead said, and replaces what a provider said before', async () => {
  const { id } = await world.stored(aConfirmedLead());
  await run(id, tells({ company: 'Somebody else', emailKind: 'free', countryFromTld: 'DE' }));
  await run(id, tells({ company: 'Somebody else', emailKind: 'business' }));
  const { profile } = await world.lead(id);

  expect(profile).toMatchObject({ company: { value: 'Wasserwerk Nord' }, emailKind: { value: 'business' } });
  expect(profile).not.toHaveProperty('countryFromTld');
});

it('announces a lead of which nothing could be found as well: scoring waits for it', async () => {
  const { id } = await world.stored(aConfirmedLead());
  await run(id, tells({}));

  expect(await world.lead(id)).toMatchObject({ enrichedAt: NOW, version: 3 });
});

it('does nothing for a lead that is gone', async () => {
  await expect(run('01KARWK2V00000000000000000')).resolves.toBeUndefined();
});
