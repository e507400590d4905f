import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { dynamoErasures } from '#adapters/dynamodb/erasures.ts';
import { dynamoLeads } from '#adapters/dynamodb/leads.ts';
import { sha256 } from '#adapters/system/world.ts';
import { changeLead } from '#app/change-lead.ts';
import { eraseAgain } from '#domain/erasure/replay.ts';
import { DAY, HOUR, MINUTE } from '#domain/instant.ts';
import type { Lead } from '#domain/lead/lead.ts';
import { withdraw } from '#domain/lead/withdraw.ts';
import { aWithdrawal } from '#test/support/a-lead.ts';
import { consentOn } from '#test/support/consent-on-world.ts';
import { erasing, failingFrom } from '#test/support/erasing.ts';
import { exported, restored } from '#test/support/restore.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let work: ReturnType<typeof erasing>;
let consent: Awaited<ReturnType<typeof consentOn>>;
beforeAll(async () => {
  world = await startWorld();
  work = erasing(world);
  consent = await consentOn(world);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.stop();
});

const confirmedLead = async () => work.confirmed(await work.captured());
const end = (lead: Lead, method: 'one-click' | 'not-me' | 'complaint') =>
  changeLead(world.leads, lead.id, (current) => withdraw(current, { ...aWithdrawal, method }, world.clock(), sha256));

/** Six leads; then the point in time; then what each of them said. Answers the leads, the point, and the table as of then. */
async function aRestore() {
  const leads = {
    erased: await confirmedLead(),
    unsubscribed: await confirmedLead(),
    stranger: await work.captured(),
    complained: await confirmedLead(),
    withdrewBefore: await confirmedLead(),
    quiet: await confirmedLead(),
  };
  await work.lived(leads.erased.id, 40);
  await end(leads.withdrewBefore, 'one-click');
  world.wait(DAY);
  const since = world.clock();
  const point = await restored(world.table.client, await exported(world.table.client, world.table.name));
  world.wait(10 * MINUTE);
  await work.order(leads.erased.id);
  await work.erase(leads.erased.id);
  await end(leads.unsubscribed, 'one-click');
  await end(leads.stranger, 'not-me');
  await end(leads.complained, 'complaint');
  world.wait(HOUR);

  return { leads, since, point, restoredLeads: dynamoLeads({ ...world.table, name: point.name }, world.clock) };
}

it('applies what the list knows to the restored table: erasures, refusals and blocks of after the point, by the methods on record', async () => {
  const { leads, since, point, restoredLeads } = await aRestore();
  expect((await restoredLeads.get(leads.erased.id))?.optIn.status).toBe('confirmed');
  expect((await restoredLeads.get(leads.unsubscribed.id))?.optIn.status).toBe('confirmed');
  const list = await exported(world.table.client, world.table.suppressions);

  const { code, said } = await consent.on(point.name)('replay', '--since', since);

  expect(said).toContain('1 leads erased again, 3 withdrawn again');
  expect(code).toBe(0);
  expect(await restoredLeads.get(leads.erased.id)).toBeUndefined();
  expect(await dynamoErasures({ ...world.table, name: point.name }).record(leads.erased.id)).toMatchObject({
    step: 'sweep',
    receipts: { activities: { count: 40 } },
  });
  for (const gone of [leads.unsubscribed, leads.stranger, leads.complained])
    expect((await restoredLeads.get(gone.id))?.optIn).toMatchObject({ status: 'withdrawn', mailWanted: false });
  expect((await restoredLeads.get(leads.quiet.id))?.optIn.status).toBe('confirmed');
  expect((await restoredLeads.get(leads.withdrewBefore.id))?.version).toBe(leads.withdrewBefore.version + 1);
  const methods = (await exported(world.table.client, point.name))
    .filter(({ kind }) => kind?.S === 'withdrawn')
    .map(({ leadId, method }) => [leadId?.S, method?.S]);
  expect(methods).toEqual(
    expect.arrayContaining([
      [leads.unsubscribed.id, 'one-click'],
      [leads.stranger.id, 'not-me'],
      [leads.complained.id, 'complaint'],
    ]),
  );
  // What it goes by, it leaves as it is.
  expect(await exported(world.table.client, world.table.suppressions)).toEqual(list);
  await point.remove();
});

it('can be broken off anywhere and begun again; once done, it does nothing', async () => {
  const { leads, since, point, restoredLeads } = await aRestore();
  const there = { ...world.table, name: point.name };
  // As if the terminal had been closed in the middle of an erasure.
  await changeLead(restoredLeads, leads.erased.id, (lead) => eraseAgain(lead, world.clock(), sha256));
  await work.erase(leads.erased.id, { through: failingFrom(there, 5).table }).catch(() => undefined);

  expect((await consent.on(point.name)('replay', '--since', since)).code).toBe(0);
  expect(await restoredLeads.get(leads.erased.id)).toBeUndefined();
  const items = await exported(world.table.client, point.name);
  const { said } = await consent.on(point.name)('replay', '--since', since);
  expect(said).toContain('0 leads erased again, 0 withdrawn again');
  expect(await exported(world.table.client, point.name)).toEqual(items);
  await point.remove();
});

it('wants to know which point in time', async () => {
  expect(await consent('replay')).toMatchObject({ code: 1 });
  expect((await consent('replay', '--since', 'yesterday')).said).toContain('not "yesterday"');
});
