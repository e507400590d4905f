import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoMailCounts } from '#adapters/dynamodb/mail-counts.ts';
import { dynamoMailings } from '#adapters/dynamodb/mailing.ts';
import { pauseWhenDue, reputation, resumeMailing } from '#app/watch-reputation.ts';
import { DAY, HOUR, after as later } from '#domain/instant.ts';
import { hourOf, noCounts } from '#domain/mailing/reputation.ts';
import { NOW } from '#test/support/a-lead.ts';
import { startWorld, type World } from '#test/support/world.ts';

const rules = { window: DAY, atLeast: 200, bounces: 0.025, complaints: 0.0005 };
let world: World;
let counts: ReturnType<typeof dynamoMailCounts>;
let watch: Parameters<typeof pauseWhenDue>[0];
beforeAll(async () => {
  world = await startWorld();
  counts = dynamoMailCounts(world.table);
  watch = { mailings: dynamoMailings(world.table), counts, rules, clock: world.clock };
});
afterAll(() => world.stop());

const count = (hoursAgo: number, what: Partial<typeof noCounts>) =>
  counts.add(hourOf(later(world.clock(), -hoursAgo * HOUR)), { ...noCounts, ...what });

it('lets mail go on for as long as hardly anything bounces, and pauses it once when too much does', async () => {
  await count(30, { mails: 500, bounces: 400 });
  await count(5, { mails: 300 });
  await count(1, { mails: 100, bounces: 9 });
  expect(await pauseWhenDue(watch)()).toBeUndefined();
  await count(0, { bounces: 1 });
  expect(await pauseWhenDue(watch)()).toMatchObject({
    mailing: { paused: { because: 'bounces', since: NOW } },
    counts: { mails: 400, bounces: 10, complaints: 0 },
  });
  expect(await pauseWhenDue(watch)()).toBeUndefined();
  expect(await reputation(watch)()).toMatchObject({ mailing: { paused: { because: 'bounces' } } });
});

it('is paused by one of many who see it at once', async () => {
  await resumeMailing(watch)();
  await count(0, { mails: 200, complaints: 3 });
  const seen = await Promise.all(Array.from({ length: 6 }, () => pauseWhenDue(watch)()));
  expect(seen.filter((paused) => paused !== undefined)).toHaveLength(1);
});

it('goes on when somebody lets it, counts anew from there, and stops again when it is no better', async () => {
  expect(await resumeMailing(watch)()).toBe(true);
  expect(await reputation(watch)()).toMatchObject({ counts: noCounts, mailing: { version: 4 } });
  expect((await watch.mailings.get()).paused).toBeUndefined();
  expect(await pauseWhenDue(watch)()).toBeUndefined();
  await count(0, { mails: 400, bounces: 10 });
  expect(await pauseWhenDue(watch)()).toMatchObject({ counts: { mails: 400, bounces: 10 } });
});

it('has nothing to resume where nothing is paused', async () => {
  await resumeMailing(watch)();
  expect(await resumeMailing(watch)()).toBe(false);
});

it('forgets what is older than the window', async () => {
  world.setClock(later(NOW, 3 * DAY));
  expect((await reputation(watch)()).counts).toEqual(noCounts);
});
