import { describe, expect, it } from 'vitest';
import { MINUTE, after as since } from '#domain/instant.ts';
import { finished, isRunning, notice, type Release, SETTLES_AFTER } from '#domain/release/release.ts';
import { advanced, begun, isStalled, nextPage } from '#domain/release/segment.ts';
import { NOW } from '#test/support/a-lead.ts';

const [OLD, NEW] = ['0000000000aa', '0000000000bb'];
const running: Release = { number: 3, revision: 7, playbook: OLD, releasedAt: NOW, announcedAt: NOW };
const later = since(NOW, SETTLES_AFTER);

/** The versions that sweeps see, a minute apart; what the release is after them and what they announced. */
function seen(versions: readonly string[], start: { release?: Release } = { release: running }) {
  let { release } = start;
  const announced: string[] = [];
  for (const [minute, version] of versions.entries()) {
    const change = notice(release, version, since(NOW, minute * MINUTE));
    release = change?.release ?? release;
    announced.push(...(change?.events ?? []).map(({ id }) => id));
  }

  return { release, announced };
}
const minutes = (version: string, count: number) => Array.from({ length: count }, () => version);

describe('a playbook is released', () => {
  it('when another version was the only one seen for five minutes, once', () => {
    expect(seen(minutes(NEW, 5)).announced).toEqual([]);
    expect(seen(minutes(NEW, 20)).announced).toEqual(['release.4']);
    expect(seen(minutes(NEW, 20)).release).toMatchObject({ number: 4, playbook: NEW });
  });

  it('the first time, too', () => {
    expect(notice(undefined, NEW, NOW)?.release).toEqual({
      number: 0,
      revision: 1,
      next: { playbook: NEW, since: NOW },
    });
    expect(seen(minutes(NEW, 6), {}).announced).toEqual(['release.1']);
  });

  it('not while an old copy of the function still runs', () => {
    const mixed = [NEW, OLD, NEW, NEW, OLD, NEW, NEW, NEW, NEW, NEW];
    expect(seen(mixed).announced).toEqual([]);
    expect(seen([...mixed, NEW]).announced).toEqual(['release.4']);
  });

  it('not when the version is the one that counts, nor when a deployment was rolled back in time', () => {
    expect(notice(running, OLD, NOW)).toBeUndefined();
    expect(seen([...minutes(NEW, 3), ...minutes(OLD, 30)])).toMatchObject({
      announced: [],
      release: { number: 3, playbook: OLD },
    });
  });

  it('again when it comes back after another: that is one more release', () => {
    expect(seen([...minutes(NEW, 6), ...minutes(OLD, 6)]).announced).toEqual(['release.4', 'release.5']);
  });
});

it('forgets what became of the release before', () => {
  const over = finished(running, 12, NOW).release;
  const first = notice(over, NEW, NOW)?.release;
  const release = notice(first, NEW, later)?.release;

  expect([isRunning(running), isRunning(over)]).toEqual([true, false]);
  expect(release).toEqual({ number: 4, revision: 10, playbook: NEW, releasedAt: later, announcedAt: later });
});

describe('a segment', () => {
  const first = begun(running, 2, 8, NOW);
  const cursor = { pk: 'LEAD#1', sk: 'LEAD' };

  it('asks for page after page until one has no cursor', () => {
    const second = advanced(first, { leads: ['a', 'b'], scanned: 50, cursor }, later);
    const last = advanced(second, { leads: ['c'], scanned: 7 }, later);

    expect(nextPage(first).map(({ id }) => id)).toEqual(['release.3.2.0']);
    expect(nextPage(second)).toMatchObject([
      { id: 'release.3.2.1', facts: { playbook: OLD, release: 3, segment: 2, segments: 8, page: 1 } },
    ]);
    expect(nextPage(last)).toEqual([]);
    expect(last).toMatchObject({ page: 2, scanned: 57, leads: 3, finishedAt: later });
    expect(last).not.toHaveProperty('cursor');
  });

  it('stands still after 15 minutes without a page, unless it is through', () => {
    const last = advanced(first, { leads: [], scanned: 1 }, NOW);

    expect(isStalled(first, since(NOW, 15 * MINUTE - 1))).toBe(false);
    expect(isStalled(first, since(NOW, 15 * MINUTE))).toBe(true);
    expect(isStalled(last, since(NOW, 60 * MINUTE))).toBe(false);
  });
});
