import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoRotations } from '#adapters/dynamodb/rotations.ts';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import type { Team } from '#contracts/playbook.ts';
import { DAY, HOUR } from '#domain/instant.ts';
import { decline } from '#domain/lead/offers.ts';
import { settle } from '#domain/lead/settle.ts';
import { routeLead } from '#functions/route/route-lead.ts';
import { aConfirmedLead, aQualifiedLead, NOW, nowPlus } from '#test/support/a-lead.ts';
import { aPlaybook } from '#test/support/a-playbook.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const { team: ours, sla } = aPlaybook();
/** A team of its own, all of whom are always at work. */
const aTeam = (): Team => ({
  ...ours,
  id: `team-${newUlid().toLowerCase()}`.slice(0, 40),
  people: ours.people.map((person) => ({ ...person, week: person.week.map(() => [[0, 1440]]) })),
});
const router = (team = aTeam()) => routeLead({ ...world, rotations: dynamoRotations(world.table), team, sla });
const qualified = async () => (await world.stored(aQualifiedLead())).id;

it('offers leads in turn, also when many are routed at once: everybody gets as many', async () => {
  const route = router();
  const ids = await Promise.all(Array.from({ length: 9 }, qualified));
  const changes = await Promise.all(ids.map(route));
  const counts = Map.groupBy(changes, ({ lead }) => lead.offer?.salesperson);

  expect([...counts.values()].map(({ length }) => length)).toEqual([3, 3, 3]);
});

it('makes one offer of five deliveries at once', async () => {
  const team = aTeam();
  const id = await qualified();
  const changes = await Promise.all(Array.from({ length: 5 }, () => router(team)(id)));

  expect(changes.filter(({ events }) => events.length > 0)).toHaveLength(1);
  expect(await dynamoRotations(world.table).get(team.id)).toMatchObject({ version: 1 });
});

it('offers nothing to anybody of a lead that is not qualified', async () => {
  const { id } = await world.stored(aConfirmedLead());

  expect((await router()(id)).events).toEqual([]);
  expect((await world.lead(id)).offer).toBeUndefined();
});

it('counts the deadlines in working time of who gets the offer', async () => {
  const id = await qualified();
  const change = await router(ours)(id);

  // Monday 10:30 in Berlin: two hours are over at 12:30, and then it is lunch until 13:15.
  expect(change.lead.offer).toMatchObject({
    salesperson: 'sales-1',
    remindAt: '2026-11-23T11:30:00.000Z',
    acceptBy: '2026-11-23T14:15:00.000Z',
  });
});

it('goes on to the next who has not declined, and recycles the lead when all have', async () => {
  const route = router();
  const id = await qualified();
  const asked: (string | undefined)[] = [];
  for (let n = 0; n < 3; n++) {
    const { lead } = await route(id);
    asked.push(lead.offer?.salesperson);
    await world.leads.save(decline(lead, lead.offer?.id ?? '', 'no-fit', NOW));
  }
  const { events } = await route(id);

  expect(new Set(asked).size).toBe(3);
  expect(events).toMatchObject([{ type: 'lead.recycled' }]);
  expect(await world.lead(id)).toMatchObject({ stage: 'raw' });
});

it('rests for a day when all have let it lapse, then goes round again', async () => {
  const route = router();
  const id = await qualified();
  for (let n = 0; n < 3; n++) {
    await route(id);
    world.wait(4 * HOUR);
    await world.leads.save(settle(await world.lead(id), world.clock(), sha256));
  }
  expect((await route(id)).events).toMatchObject([
    { type: 'lead.unrouted', facts: { retryAt: nowPlus(12 * HOUR + DAY) } },
  ]);
  expect((await route(id)).events).toEqual([]);

  world.wait(DAY);
  await world.leads.save(settle(await world.lead(id), world.clock(), sha256));
  expect((await route(id)).events).toMatchObject([{ type: 'lead.offered' }]);
  world.setClock(NOW);
});
