import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { newUlid } from '#adapters/system/world.ts';
import { createHandler } from '#functions/track/handler.ts';
import { recordActivities } from '#functions/track/record-activities.ts';
import { NOW, nowPlus } from '#test/support/a-lead.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const log = aLog();
const post = (value: unknown, contentType = 'application/json') =>
  createHandler({ recordActivities: recordActivities({ activities: dynamoActivities(world.table), ...world }), log })(
    anHttpEvent({ route: 'POST /activities', headers: { 'content-type': contentType }, body: JSON.stringify(value) }),
    aContextOf(),
  );
const stored = (id: string) => dynamoActivities(world.table).of(id);
async function aVisitor() {
  const id = newUlid();
  return { id, lead: await world.links.token('track', id, 'site') };
}

it('keeps one activity, or a batch of several leads, each under its own', async () => {
  const [one, two] = [await aVisitor(), await aVisitor()];
  const visit = {
    lead: one.lead,
    id: 'visit-01',
    kind: 'page-visited',
    page: 'https://www.example.com/paper?utm=ada@example.com#me',
    topic: 'membranes',
  };

  expect(await post(visit)).toMatchObject({ statusCode: 202, body: '{"status":"recorded","count":1}' });
  expect(
    await post({
      activities: [
        { ...visit, id: 'visit-02' },
        { ...visit, lead: two.lead, id: 'visit-03' },
      ],
    }),
  ).toMatchObject({ statusCode: 202 });
  // Of the page only the path: queries and fragments carry what others put there.
  expect((await stored(one.id))[0]).toEqual({
    id: 'visit-01',
    kind: 'page-visited',
    at: NOW,
    topic: 'membranes',
    page: '/paper',
  });
  expect([await stored(one.id), await stored(two.id)].map(({ length }) => length)).toEqual([2, 1]);
});

it('believes a time in the past, and no time in the future', async () => {
  const { id, lead } = await aVisitor();
  await post({ lead, id: 'earlier-1', kind: 'webinar-attended', at: '2026-11-01T10:00:00Z' });
  await post({ lead, id: 'later-001', kind: 'webinar-attended', at: nowPlus(60_000) });

  expect((await stored(id)).map(({ at }) => at)).toEqual(['2026-11-01T10:00:00.000Z', NOW]);
});

it('keeps a repeat once', async () => {
  const { id, lead } = await aVisitor();
  const report = { lead, id: 'visit-01', kind: 'page-visited', at: NOW };
  await post(report);
  await post({ activities: [report, report] });

  expect(await stored(id)).toHaveLength(1);
});

it('keeps nothing of a batch in which one token is not ours', async () => {
  const { id, lead } = await aVisitor();
  const forged = `${lead.slice(0, -1)}${lead.endsWith('A') ? 'B' : 'A'}`;
  const report = { id: 'visit-01', kind: 'page-visited' };

  expect(
    await post({
      activities: [
        { ...report, lead },
        { ...report, lead: forged },
      ],
    }),
  ).toMatchObject({ statusCode: 404 });
  expect(await stored(id)).toEqual([]);
});

it.each([
  ['an unknown kind', { kind: 'mind-read' }],
  ['a short id', { id: 'x' }],
  ['a page that is a script', { page: 'javascript:alert(1)' }],
  ['a topic with white space', { topic: 'a b' }],
  ['a local time', { at: '2026-11-01T10:00:00+01:00' }],
  ['a field too many', { points: 1000 }],
])('refuses %s', async (_what, wrong) => {
  const { id, lead } = await aVisitor();

  expect(await post({ lead, id: 'visit-01', kind: 'page-visited', ...wrong })).toMatchObject({ statusCode: 400 });
  expect(await stored(id)).toEqual([]);
});

it('refuses more than 25 at once, and anything but JSON', async () => {
  const { lead } = await aVisitor();
  const many = Array.from({ length: 26 }, (_, n) => ({ lead, id: `visit-${1000 + n}`, kind: 'page-visited' }));

  expect(await post({ activities: many })).toMatchObject({ statusCode: 400 });
  expect(await post({}, 'application/x-www-form-urlencoded')).toMatchObject({ statusCode: 415 });
  expect(await post({}, 'text/plain')).toMatchObject({ statusCode: 415 });
  expect(log.lines.join()).not.toContain(lead);
});
