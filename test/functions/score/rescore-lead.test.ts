import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { newUlid } from '#adapters/system/world.ts';
import type { ActivityKind } from '#contracts/playbook.ts';
import { DAY } from '#domain/instant.ts';
import { recycle } from '#domain/lead/stage-moves.ts';
import { compileScoring } from '#domain/scoring/compile-scoring.ts';
import { rescoreLead } from '#functions/score/rescore-lead.ts';
import { aConfirmedLead, aLead, NOW, nowPlus, sales } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const run = (id: string) =>
  rescoreLead({
    leads: world.leads,
    activities: dynamoActivities(world.table),
    scoring: compileScoring(aPlaybook()),
    policy: aPlaybook().scoring,
    retention: aPlaybook().privacy.retention,
    clock: world.clock,
  })(id);
const did = (id: string, ...kinds: ActivityKind[]) =>
  dynamoActivities(world.table).record(
    kinds.map((kind, n) => ({ leadId: id, activity: { id: `activity-${n}`, kind, at: NOW } })),
    DAY,
  );
const weak = (lead = aConfirmedLead()) => ({
  ...lead,
  profile: {
    ...lead.profile,
    jobTitle: { value: 'Engineer', source: 'form:whitepaper', at: NOW },
    companySize: { value: '50-249', source: 'form:whitepaper', at: NOW },
  },
});

it('scores a lead by the playbook, and names its version', async () => {
  const { id } = await world.stored(weak());

  expect(await run(id)).toEqual({ qualified: false });
  expect((await world.lead(id)).score).toMatchObject({
    fit: 30,
    engagement: 0,
    total: 30,
    playbook: aPlaybook().version,
  });
});

it('qualifies a lead once', async () => {
  const { id } = await world.stored(weak());
  await did(id, 'demo-requested');

  expect([await run(id), await run(id)]).toEqual([{ qualified: true }, { qualified: false }]);
  expect(await world.lead(id)).toMatchObject({ stage: 'mql', stages: { mql: { reason: 'path asked-for-a-demo' } } });
});

it('changes nothing when the score is the same', async () => {
  const { id } = await world.stored(weak());
  await did(id, 'page-visited', 'pricing-viewed');
  await run(id);
  const { version } = await world.lead(id);
  await run(id);

  expect((await world.lead(id)).version).toBe(version);
});

it('qualifies nobody who has not confirmed', async () => {
  const { id } = await world.stored(weak(aLead()));
  await did(id, 'demo-requested');

  expect(await run(id)).toEqual({ qualified: false });
  expect((await world.lead(id)).stage).toBe('raw');
});

it.each(['requested', 'withdrawn', undefined] as const)(
  'counts nothing that was observed while the consent to tracking is %s',
  async (status) => {
    const { 'tracking/interests': tracking, ...others } = aConfirmedLead().consents;
    const consents =
      tracking === undefined || status === undefined ? others : { ...others, tracking: { ...tracking, status } };
    const { id } = await world.stored({ ...weak(), consents });
    await did(id, 'page-visited', 'pricing-viewed', 'paper-downloaded');

    expect(await run(id)).toEqual({ qualified: false });
    expect((await world.lead(id)).score?.engagement).toBe(0);

    await did(id, 'webinar-registered');
    await run(id);
    expect((await world.lead(id)).score?.engagement).toBe(5);
  },
);

it('disqualifies a lead for good when the playbook says so, and says by which rule', async () => {
  const lead = weak();
  const jobTitle = { value: 'Werkstudentin', source: 'form:whitepaper', at: NOW };
  const { id } = await world.stored({ ...lead, profile: { ...lead.profile, jobTitle } });
  await did(id, 'demo-requested');

  expect(await run(id)).toEqual({ qualified: false });
  expect(await world.lead(id)).toMatchObject({
    stage: 'disqualified',
    stages: { disqualified: { by: 'system', reason: 'rule still-learning' } },
    score: { disqualifiedBy: 'still-learning' },
  });
});

it('recycles an MQL when time closes its path, told by its timer', async () => {
  const { id } = await world.stored(weak());
  await did(id, 'demo-requested');
  await run(id);
  const { rescoreAt } = await world.lead(id);
  expect(rescoreAt).toBeDefined();

  // Wherever the level falls, the last change is that no path is open.
  for (let n = 0; n < 10 && (await world.lead(id)).stage === 'mql'; n++) {
    world.setClock((await world.lead(id)).rescoreAt ?? NOW);
    await run(id);
  }
  expect(await world.lead(id)).toMatchObject({ stage: 'raw', stages: { raw: { reason: 'fell below' } } });
  world.setClock(NOW);
});

it('leaves a recycled lead in peace for as long as the playbook says', async () => {
  const { id } = await world.stored(weak());
  await did(id, 'demo-requested');
  await run(id);
  await world.leads.save(recycle(await world.lead(id), sales, NOW));

  world.wait(29 * DAY);
  expect(await run(id)).toEqual({ qualified: false });
  world.wait(DAY);
  expect(await run(id)).toEqual({ qualified: true });
  world.setClock(NOW);
});

const visits = (id: string, ...pages: string[]) =>
  dynamoActivities(world.table).record(
    pages.map((page, n) => ({
      leadId: id,
      activity: { id: `visit-${page}`, kind: 'pricing-viewed', page, at: nowPlus(-1_000 + n) },
    })),
    DAY,
  );
const engagementOf = async (id: string) => {
  await run(id);
  return (await world.lead(id)).score?.engagement;
};

it('counts nothing that a machine did, and takes back what counted when the tempo gives it away', async () => {
  const { id } = await world.stored(weak());
  await visits(id, '/one', '/two');
  expect(await engagementOf(id)).toBeGreaterThan(0);

  await visits(id, '/one', '/two', '/three');
  expect(await engagementOf(id)).toBe(0);
});

it('counts what a person did among the doings of a machine', async () => {
  const [{ id }, alone] = [await world.stored(weak()), await world.stored(weak())];
  const bySomebody = { kind: 'pricing-viewed', page: '/prices', at: NOW, signs: ['attended'] } as const;
  for (const leadId of [id, alone.id])
    await dynamoActivities(world.table).record([{ leadId, activity: { id: 'by-hand-1', ...bySomebody } }], DAY);
  await visits(id, '/one', '/two', '/three');

  expect(await engagementOf(id)).toBe(await engagementOf(alone.id));
});

it('keeps nothing that was observed without consent, and all that the lead came to us with', async () => {
  const { 'tracking/interests': _tracking, ...consents } = aConfirmedLead().consents;
  for (const lead of [{ ...weak(), consents }, weak(aLead())]) {
    const { id } = await world.stored(lead);
    await did(id, 'page-visited', 'demo-requested', 'mail-clicked');
    await run(id);

    expect((await dynamoActivities(world.table).of(id)).map(({ kind }) => kind)).toEqual(['demo-requested']);
  }
});

it('keeps nothing that is told of a lead that is gone', async () => {
  const id = newUlid();
  await did(id, 'page-visited', 'demo-requested');
  await run(id);

  expect(await world.itemsOf(id)).toEqual([]);
});

it('does nothing for a lead that is gone', async () => {
  expect(await run('01KARWK2V00000000000000000')).toEqual({ qualified: false });
});

it('does not count what is older than the playbook lets us keep', async () => {
  const { id } = await world.stored(weak());
  await did(id, 'demo-requested');
  expect((await run(id)).qualified).toBe(true);
  const { id: other } = await world.stored(weak());
  await did(other, 'demo-requested');
  world.wait(aPlaybook().privacy.retention.activities + DAY);

  expect((await run(other)).qualified).toBe(false);
  expect((await world.lead(other)).score?.engagement).toBe(0);
});

it('says until when the lead is kept, and writes nothing for it while that stays', async () => {
  const { id } = await world.stored(weak());
  await run(id);
  const { eraseAt, version } = await world.lead(id);
  await run(id);

  expect(eraseAt?.slice(0, 4)).toBe('2028');
  expect(await world.lead(id)).toMatchObject({ eraseAt, version });
});

it('deletes what a browser still tells of a lead that was erased', async () => {
  await did('gone', 'page-visited', 'page-visited');
  await run('gone');

  expect(await world.itemsOf('gone')).toEqual([]);
});
