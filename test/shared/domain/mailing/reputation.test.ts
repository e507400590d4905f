import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, after as later } from '#domain/instant.ts';
import {
  type Counts,
  firstHour,
  type HourlyCounts,
  hourOf,
  type Mailing,
  noCounts,
  pause,
  reasonToPause,
  resume,
  standing,
} from '#domain/mailing/reputation.ts';

const now = '2026-03-02T08:30:00.000Z';
const rules = { window: DAY, atLeast: 200, bounces: 0.025, complaints: 0.0005 };
const going: Mailing = { version: 0 };
const at = (hoursAgo: number, counts: Partial<Counts>): HourlyCounts => ({
  hour: hourOf(later(now, -hoursAgo * HOUR)),
  ...noCounts,
  ...counts,
});

describe('the standing over the window', () => {
  it('sums the hours that lie within it, and no other', () => {
    const hours = [at(24, { mails: 1 }), at(23, { mails: 10 }), at(0, { mails: 100 }), at(-1, { mails: 1_000 })];
    expect(firstHour(now, rules)).toBe('2026-03-01T09');
    expect(standing(hours, going, rules, now)).toEqual({ mails: 110, bounces: 0, complaints: 0 });
  });

  it('a window that is no whole number of hours begins with the hour it begins in', () => {
    expect(firstHour(now, { window: 90 * 60_000 })).toBe('2026-03-02T07');
    expect(firstHour(now, { window: HOUR })).toBe('2026-03-02T08');
  });

  it('does not depend on the order in which the hours come', () => {
    const hour = fc.record({ hour: fc.integer({ min: 0, max: 30 }), mails: fc.nat(500), bounces: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(hour), (given) => {
        const hours = given.map(({ hour: ago, ...counts }) => at(ago, counts));
        expect(standing(hours, going, rules, now)).toEqual(standing(hours.toReversed(), going, rules, now));
      }),
    );
  });
});

describe('a reason to pause', () => {
  it.each<[string, Partial<Counts>, ReturnType<typeof reasonToPause>]>([
    ['nothing was sent', {}, undefined],
    ['few mails, all bounced', { mails: 199, bounces: 199 }, undefined],
    ['2.5 % bounced', { mails: 200, bounces: 5 }, 'bounces'],
    ['a little less than 2.5 %', { mails: 201, bounces: 5 }, undefined],
    ['0.05 % complained', { mails: 2_000, complaints: 1 }, 'complaints'],
    ['a little less than 0.05 %', { mails: 2_001, complaints: 1 }, undefined],
    ['both', { mails: 200, bounces: 200, complaints: 200 }, 'complaints'],
  ])('%s', (_, counts, reason) => {
    expect(reasonToPause({ ...noCounts, ...counts }, rules)).toBe(reason);
  });
});

describe('a pause', () => {
  const paused = pause(going, 'bounces', now);

  it('begins once and keeps its reason', () => {
    expect(paused).toEqual({ paused: { because: 'bounces', since: now }, version: 1 });
    expect(pause(paused, 'complaints', later(now, HOUR))).toBe(paused);
  });

  it('ends by hand, and what was counted by then does not pause anew', () => {
    const hours = [at(3, { mails: 1_000, bounces: 300 }), at(0, { mails: 100, bounces: 50 })];
    const resumed = resume(paused, at(0, { mails: 100, bounces: 50 }), now);
    expect(resumed.paused).toBeUndefined();
    expect(resumed.version).toBe(2);
    expect(standing(hours, resumed, rules, now)).toEqual(noCounts);
  });

  it('what is counted afterwards pauses it again, even within the same hour', () => {
    const resumed = resume(paused, at(0, { mails: 100, bounces: 50 }), now);
    const hours = [at(3, { mails: 1_000, bounces: 300 }), at(0, { mails: 400, bounces: 60 })];
    const counts = standing(hours, resumed, rules, later(now, 60_000));
    expect(counts).toEqual({ mails: 300, bounces: 10, complaints: 0 });
    expect(reasonToPause(counts, rules)).toBe('bounces');
  });

  it('a day later nobody remembers that it was resumed', () => {
    const resumed = resume(paused, at(0, { mails: 100, bounces: 50 }), now);
    const tomorrow = later(now, 2 * DAY);
    const hours = [{ ...noCounts, hour: hourOf(tomorrow), mails: 10 }];
    expect(standing(hours, resumed, rules, tomorrow).mails).toBe(10);
  });
});
