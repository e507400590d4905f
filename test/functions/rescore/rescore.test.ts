import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoReleases } from '#adapters/dynamodb/releases.ts';
import { MINUTE } from '#domain/instant.ts';
import { STALLS_AFTER } from '#domain/release/release.ts';
import { aLead } from '#test/support/a-lead.ts';
import { manyScoredLeads, scoredBy, scoredLead, stored } from '#test/support/many-leads.ts';
import { aReleaseRun, type Cut, type DonePage } from '#test/support/release-run.ts';
import { startWorld, type World } from '#test/support/world.ts';

const OLD = '0000000000aa';
const NEW = '0000000000bb';
const NEWER = '0000000000cc';
const outcomes = (pages: readonly DonePage[]) => pages.map(({ outcome }) => outcome.outcome);

describe('among a few thousand leads', () => {
  const COUNT = 2_500;
  let world: World;
  let leads: string[];
  beforeAll(async () => {
    world = await startWorld();
    leads = await manyScoredLeads(world, COUNT, OLD);
  }, 120_000);
  afterAll(() => world.stop());

  it('tells every lead once, with the same work for each page however many there are', async () => {
    const run = aReleaseRun(world, { segments: 8, pageItems: 50 });
    await run.release(NEW);
    await run.deliver();

    expect(run.told().toSorted()).toEqual(leads.toSorted());
    expect(run.heard.at(-1)).toMatchObject({ type: 'playbook.rescored', facts: { playbook: NEW, leads: COUNT } });
    const done = run.pages.flatMap(({ outcome, ...page }) =>
      outcome.outcome === 'done' ? [{ ...page, ...outcome }] : [],
    );
    expect(done).toHaveLength(run.pages.length);
    expect(Math.max(...done.map(({ scanned }) => scanned))).toBeLessThanOrEqual(50);
    // Two reads of where things stand, one scan, one write. The last page of a segment also looks whether all are through, the last of all says so.
    expect(done.filter(({ calls }) => calls === 4)).toHaveLength(done.length - 8);
    expect(Math.max(...done.map(({ calls }) => calls))).toBe(6);
    const [early, late] = [done.slice(0, 25), done.slice(-25)].map(medianTime);
    console.log(`${done.length} pages of 50 items among ${2 * COUNT}: ${early} ms a page at first, ${late} ms at last`);
    expect(late).toBeLessThan(3 * (early ?? 0) + 20);
  }, 120_000);

  it('loses nobody and tells nobody twice, wherever it is killed, whatever queues give up', async () => {
    const run = aReleaseRun(world, { segments: 8, pageItems: 50, cut: nowAndThen(7) });
    for (let minute = 0; minute < 120; minute++) {
      await run.watch(NEWER).catch(() => undefined);
      world.wait(MINUTE);
      await run.deliver(20);
      if (minute % 30 === 10) run.lose();
    }

    expect(run.told().length).toBe(COUNT);
    expect(new Set(run.told())).toEqual(new Set(leads));
    expect(await dynamoReleases(world.table).current()).toMatchObject({
      playbook: NEWER,
      leads: COUNT,
      finishedAt: expect.any(String),
    });
  }, 120_000);

  /** Every tenth call on average is cut off before it takes effect, every tenth after. */
  function nowAndThen(seed: number): () => Cut {
    let random = seed;

    return () => {
      random = (random * 48_271) % 2_147_483_647;

      return random % 10 === 0 ? 'before' : random % 10 === 1 ? 'after' : undefined;
    };
  }

  const medianTime = (pages: readonly { ms: number }[]) =>
    Math.round(pages.map(({ ms }) => ms).toSorted((a, b) => a - b)[Math.floor(pages.length / 2)] ?? 0);
});

describe('among some leads', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  it('tells only confirmed leads with a score by another playbook', async () => {
    const due = scoredLead(OLD);
    const { score: _, ...unscored } = scoredLead(OLD);
    const { optIn } = aLead();
    await stored(world, [due, unscored, scoredLead(NEW), scoredLead(OLD, { optIn })]);
    const run = aReleaseRun(world);
    await run.release(NEW);
    await run.deliver();

    expect(run.heard.filter((event) => 'leadId' in event)).toEqual([
      {
        id: `${due.id}.release.1`,
        type: 'lead.rescore-due',
        at: world.clock(),
        leadId: due.id,
        facts: { because: 'release' },
      },
    ]);
  });

  it('does nothing twice: neither when all events come again, nor when the release is run again', async () => {
    const leads = await manyScoredLeads(world, 60, OLD);
    const run = aReleaseRun(world);
    await run.release(NEW);
    await run.deliver();
    const pages = run.pages.length;
    run.repeat();
    await run.deliver();
    expect(run.told()).toHaveLength(60);
    expect(new Set(outcomes(run.pages.slice(pages)))).toEqual(new Set(['superseded']));

    await scoredBy(world, leads, NEW);
    const again = aReleaseRun(world);
    await again.release(OLD);
    again.lose();
    await again.release(NEW);
    await again.deliver();
    expect([await again.releases.current(), again.told()]).toMatchObject([{ number: 3, leads: 0 }, []]);
  });

  it('answers a repeated page of a run that goes on without touching anything', async () => {
    await manyScoredLeads(world, 60, OLD);
    const run = aReleaseRun(world, { pageItems: 10 });
    await run.release(NEW);
    await run.deliver(7);
    const told = run.told().length;
    const { length } = run.pages;
    const waiting = run.lose();
    run.repeat();
    await run.deliver(run.heard.length - run.told().length);

    expect(told).toBeGreaterThan(0);
    expect(outcomes(run.pages.slice(length))).toContain('repeated');
    expect(waiting.length).toBeGreaterThan(0);
    await run.deliver();
    expect(run.told().toSorted()).toEqual([...new Set(run.told())].toSorted());
    expect(run.told()).toHaveLength(60);
  });

  it('stops for a newer release, which tells everybody who is not scored by it', async () => {
    const leads = await manyScoredLeads(world, 60, OLD);
    const run = aReleaseRun(world, { pageItems: 10 });
    await run.release(NEW);
    await run.deliver(6);
    const first = run.told();
    await run.release(NEWER);
    await run.deliver();

    expect(first.length).toBeLessThan(60);
    expect(outcomes(run.pages)).toContain('superseded');
    expect(run.told().slice(first.length).toSorted()).toEqual(leads.toSorted());
    expect(run.heard.filter(({ type }) => type === 'playbook.rescored')).toMatchObject([
      { facts: { playbook: NEWER } },
    ]);
  });

  it('begins again with a playbook that comes back', async () => {
    const leads = await manyScoredLeads(world, 20, NEWER);
    const run = aReleaseRun(world);
    for (const playbook of [OLD, NEW, OLD]) {
      await run.release(playbook);
      await run.deliver();
    }

    expect(run.told()).toHaveLength(3 * leads.length);
    expect(await run.releases.current()).toMatchObject({ number: 3, playbook: OLD, leads: 20 });
  });

  it('is brought back after 15 minutes by the sweep, from where it stood', async () => {
    await manyScoredLeads(world, 60, OLD);
    const run = aReleaseRun(world, { pageItems: 10 });
    await run.release(NEW);
    run.lose();
    expect(await run.watch(NEW)).toEqual({ repeated: 0 });
    world.wait(STALLS_AFTER);
    expect(await run.watch(NEW)).toEqual({ repeated: 1 });
    await run.deliver(8);
    run.lose();
    world.wait(STALLS_AFTER);
    expect((await run.watch(NEW)).repeated).toBeGreaterThan(0);
    expect(await run.watch(NEW)).toEqual({ repeated: 0 });
    await run.deliver();

    expect(run.told()).toHaveLength(60);
    expect(new Set(run.told()).size).toBe(60);
  });

  it('ends although it was killed between the last page and the end', async () => {
    await manyScoredLeads(world, 5, OLD);
    let left = Number.POSITIVE_INFINITY;
    const run = aReleaseRun(world, { segments: 1, pageItems: 100, cut: () => (left-- > 0 ? undefined : 'before') });
    await run.release(NEW);
    await run.deliver(1);
    // Of the only page two reads, the scan and the write get through; the look at all segments does not.
    left = 4;
    await run.deliver(1);
    left = Number.POSITIVE_INFINITY;
    run.lose();
    expect(await run.releases.current()).not.toHaveProperty('finishedAt');
    await run.watch(NEW);

    expect(await run.releases.current()).toMatchObject({ leads: 5, finishedAt: world.clock() });
    expect(run.told()).toHaveLength(5);
  });

  it('begins every segment once though two sweeps and two messages come at the same time', async () => {
    await manyScoredLeads(world, 30, OLD);
    const run = aReleaseRun(world, { pageItems: 10 });
    await run.watch(NEW);
    world.wait(6 * MINUTE);
    const watched = await Promise.all([run.watch(NEW), run.watch(NEW)]);
    run.repeat();
    await Promise.all([run.deliver(1), run.deliver(1)]);
    await run.deliver();

    expect(watched.filter(({ released }) => released === 1)).toHaveLength(1);
    expect(run.told()).toHaveLength(30);
  });
});
