import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dynamoDueItems } from '#adapters/dynamodb/due-items.ts';
import { dynamoErasures } from '#adapters/dynamodb/erasures.ts';
import { toItem } from '#adapters/dynamodb/items.ts';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import { DAY, HOUR, MINUTE } from '#domain/instant.ts';
import { createHandler } from '#functions/due/handler.ts';
import { settleDueLeads } from '#functions/due/settle-due-leads.ts';
import { aConfirmedLead, anOffer, anOfferedLead, aQualifiedLead, NOW } from '#test/support/a-lead.ts';
import { erasing } from '#test/support/erasing.ts';
import { aContextOf, aLog } from '#test/support/http-event.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let failures: string[];
beforeEach(async () => {
  world = await startWorld();
  failures = [];
});
afterEach(() => world.stop());

const sweeper = () =>
  settleDueLeads({
    dueItems: dynamoDueItems(world.table, 'due'),
    erasures: dynamoErasures(world.table),
    inactive: world.privacy.retention.inactive,
    leads: world.leads,
    clock: world.clock,
    sha256,
    onFailure: (leadId) => failures.push(leadId),
  });
const sweep = () => sweeper()(() => true);
const watchRelease = () => Promise.resolve({ repeated: 0 });
const allMailed = ['offer', 'offer-reminder'] as const;

it('expires an opt-in, looks after mails, reminds of an offer, lets it lapse, and wakes the router, each in its time', async () => {
  const { lead: captured } = await world.captured();
  const { id: qualified } = await world.stored(aQualifiedLead());
  const { id: offered } = await world.stored(anOfferedLead({ offer: anOffer({ mailed: allMailed }) }));
  const { id: waiting } = await world.stored(aConfirmedLead());

  expect(await sweep()).toEqual({ settled: 0, failed: 0, lapsed: 0, complete: true });
  world.wait(5 * MINUTE);
  await sweep();
  expect(await world.lead(captured.id)).toMatchObject({ mailRetry: { attempts: 1 } });
  world.wait(10 * MINUTE);
  await sweep();
  expect(await world.lead(qualified)).toMatchObject({ version: 3, routing: { resting: false } });
  world.wait(2 * HOUR);
  await sweep();
  expect((await world.lead(offered)).offer).toMatchObject({ status: 'open', remindedAt: world.clock() });
  world.wait(2 * HOUR);
  expect(await sweep()).toMatchObject({ lapsed: 1 });
  expect(await world.lead(offered)).toMatchObject({
    offer: { status: 'lapsed' },
    routing: { lapsed: ['sales-1'] },
  });
  world.wait(7 * DAY);
  await sweep();
  expect(await world.lead(captured.id)).toMatchObject({ optIn: { status: 'expired' } });
  expect((await world.lead(waiting)).version).toBe(2);
});

it('finds nothing to do right after it has swept', async () => {
  await world.captured();
  world.wait(30 * DAY);

  expect([await sweep(), await sweep()]).toMatchObject([{ settled: 1 }, { settled: 0 }]);
});

it('lets one lead that cannot be settled stop no other', async () => {
  const { lead } = await world.captured();
  const damaged = newUlid();
  const item = toItem({ pk: `LEAD#${damaged}`, sk: 'LEAD', duePk: 'DUE#0', dueAt: NOW, stage: 'nonsense' });
  const body = toItem({ pk: `LEAD#${damaged}`, sk: 'PROFILE', profile: {} });
  const gone = toItem({ pk: `LEAD#${newUlid()}`, sk: 'LEAD', duePk: 'DUE#0', dueAt: NOW });
  for (const Item of [item, body, gone])
    await world.table.client.send(new PutItemCommand({ TableName: world.table.name, Item }));
  world.wait(DAY);

  expect(await sweep()).toEqual({ settled: 1, failed: 1, lapsed: 0, complete: true });
  expect(failures).toEqual([damaged]);
  expect((await world.lead(lead.id)).version).toBe(2);
});

it('asks for the step of an erasure that is due, once an hour until it is done', async () => {
  const work = erasing(world);
  const lead = await work.captured();
  await work.order(lead.id, 'unconfirmed');
  await work.erase(lead.id);
  const revision = async () => (await work.record(lead.id))?.revision;
  const before = await revision();
  world.wait(25 * HOUR - 1);
  expect(await sweep()).toMatchObject({ settled: 0 });
  world.wait(1);

  expect(await sweep()).toMatchObject({ settled: 1, failed: 0 });
  expect(await sweep()).toMatchObject({ settled: 0 });
  world.wait(HOUR);
  expect(await sweep()).toMatchObject({ settled: 1 });
  expect(await revision()).toBe((before ?? 0) + 2);
  expect(await work.erase(lead.id)).toBe('swept');
  world.wait(DAY);
  expect(await sweep()).toMatchObject({ settled: 0 });
});

it('tells again of an erasure that nobody carried out', async () => {
  const work = erasing(world);
  const lead = await work.confirmed(await work.captured());
  const { lead: ordered } = await work.order(lead.id);
  world.wait(HOUR);
  await sweep();

  expect((await world.lead(lead.id)).version).toBe(ordered.version + 1);
  expect(await sweep()).toMatchObject({ settled: 0 });
  expect(await work.erase(lead.id)).toBe('erased');
});

it('stops when its time is over, and says that there is more; the next sweep does the rest', async () => {
  for (let n = 0; n < 40; n++) await world.captured();
  world.wait(DAY);
  let asked = 0;
  const { settled, complete } = await sweeper()(() => ++asked <= 20);

  expect(complete).toBe(false);
  expect(settled).toBe(20);
  expect(await sweep()).toMatchObject({ settled: 20, complete: true });
});

it('settles every lead once although two sweeps run at the same time', async () => {
  const leads = await Promise.all(Array.from({ length: 10 }, () => world.captured()));
  world.wait(DAY);
  await Promise.all([sweep(), sweep()]);

  for (const { lead } of leads) expect((await world.lead(lead.id)).version).toBe(2);
});

it('keeps five seconds of its run in reserve, and tells the log', async () => {
  await world.captured();
  world.wait(DAY);
  const log = aLog();
  const handler = createHandler({ settleDueLeads: sweeper(), watchRelease, log });
  await handler({}, aContextOf(4_000));
  expect(log.lines.join()).toContain('more leads are due');
  await handler({}, aContextOf(50_000));
  expect(log.lines.join()).toContain('"message":"due leads settled","count":1');
});

it('fails as a run when a lead could not be settled, so that somebody is told', async () => {
  const sweptBadly = async () => ({ settled: 3, failed: 1, lapsed: 2, complete: true });
  const log = aLog();

  await expect(
    createHandler({ settleDueLeads: sweptBadly, watchRelease, log })({}, aContextOf()),
  ).rejects.toMatchObject({
    name: 'UnsettledLeadsError',
  });
  expect(log.lines.join()).toContain('"OfferLapsed":2');
});

it('fails as a run, and in the log, when the due leads cannot be read', async () => {
  const log = aLog();
  const run = createHandler({ settleDueLeads: () => Promise.reject(new Error('throttled')), watchRelease, log });

  await expect(run({}, aContextOf())).rejects.toThrow('throttled');
  expect(log.lines.join()).toContain('scheduled run failed');
});

it('settles leads although the release cannot be watched, and fails as a run', async () => {
  const { lead } = await world.captured();
  world.wait(DAY);
  const run = createHandler({
    settleDueLeads: sweeper(),
    watchRelease: () => Promise.reject(new Error('no access')),
    log: aLog(),
  });

  await expect(run({}, aContextOf(50_000))).rejects.toThrow('no access');
  expect((await world.lead(lead.id)).version).toBe(2);
});

it('tells the log of a release, and of one that stood still', async () => {
  const log = aLog();
  const told = { released: 4, repeated: 2 };
  await createHandler({ settleDueLeads: sweeper(), watchRelease: async () => told, log })({}, aContextOf(50_000));

  expect(log.lines.map((line) => JSON.parse(line))).toMatchObject([
    { message: 'playbook released', release: 4 },
    { level: 'WARN', count: 2 },
  ]);
});
