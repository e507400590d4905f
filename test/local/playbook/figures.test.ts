import { describe, expect, it } from 'vitest';
import { DAY } from '#domain/instant.ts';
import { liftOf } from '#local/playbook/report/lift.ts';
import { loadOf } from '#local/playbook/report/load.ts';
import { shareOf } from '#local/playbook/report/wilson.ts';
import { readSince } from '#local/playbook/since.ts';
import { aPlaybook } from '../../support/a-playbook.ts';

describe('a share', () => {
  // Newcombe, Stat. Med. 17 (1998), table I, method 3: 81/263 and 0/20.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i among %i lies in the interval that Newcombe gives', (count, of, low, high) => {
    const share = shareOf(count, of);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
  });

  it('of nothing is none', () => {
    expect(shareOf(0, 0)).toEqual({ count: 0, of: 0, share: null, low: null, high: null });
  });
});

describe('the lift', () => {
  it('is ten for the first tenth when all that is won stands there', () => {
    const lift = liftOf(
      new Map([
        ...Array.from({ length: 90 }, (_, n): [number, { leads: number; won: number }] => [n, { leads: 1, won: 0 }]),
        [900, { leads: 10, won: 10 }],
      ]),
    );
    expect(lift.map((part) => part.lift)).toEqual([10, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('is one everywhere when all have the same points: no order among them counts', () => {
    expect(liftOf(new Map([[120, { leads: 33, won: 7 }]])).map(({ lift, leads }) => [lift, leads])).toEqual(
      Array.from({ length: 10 }, () => [1, 3.3]),
    );
  });

  it('says nothing without leads, and nothing of a lift when none was won', () => {
    expect(liftOf(new Map())).toEqual([]);
    expect(liftOf(new Map([[1, { leads: 10, won: 0 }]]))[0]).toMatchObject({ lift: null, winRate: 0 });
  });
});

describe('the load', () => {
  const { team, sla } = aPlaybook();
  const end = Date.parse('2026-11-02T00:00:00.000Z');

  it('deals every lead of the weeks to somebody, and holds it against the working time', () => {
    const arrivals = Array.from({ length: 40 }, (_, n) => end - 14 * DAY + n * 0.3 * DAY);
    const load = loadOf(arrivals, { team, sla }, { end, whole: 2 });
    expect(load.reduce((sum, { mean }) => sum + mean * 2, 0)).toBeCloseTo(40, 5);
    const [most] = load.toSorted((a, b) => b.hours - a.hours);
    expect(most?.capacity).toBe(sla.sales.leadsPerWeek);
    for (const { hours, capacity } of load) {
      expect(capacity).toBeCloseTo((sla.sales.leadsPerWeek * hours) / (most?.hours ?? 1), 1);
    }
  });

  it('counts the weeks in which somebody gets more than the SLA allows', () => {
    const [person] = team.people;
    if (person === undefined) throw new Error('The team has nobody');
    const arrivals = Array.from({ length: 13 }, (_, n) => end - 6 * DAY + n);
    const [load] = loadOf(arrivals, { team: { ...team, people: [person] }, sla }, { end, whole: 3 });
    expect(load).toMatchObject({ busiest: 13, weeksOver: 1, capacity: 12 });
  });
});

describe('--since', () => {
  it('takes ISO 8601 durations of a fixed length', () => {
    expect(readSince('P180D')).toBe(180 * DAY);
    expect(readSince('P2W')).toBe(14 * DAY);
  });

  it.each(['180', '180D', 'P6M', 'P1Y', 'p180d', 'P180D ', '-P1D', 'P0D', '', 'P1.5D', 'PT'])(
    'refuses "%s"',
    (text) => {
      expect(() => readSince(text)).toThrow(/--since/);
    },
  );
});
