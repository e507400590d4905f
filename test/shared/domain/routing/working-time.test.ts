import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, type Instant, after as later, MINUTE } from '#domain/instant.ts';
import { momentOf } from '#domain/routing/wall-clock.ts';
import { addWorkingTime, type Hours, isWorking, nextWorkingMoment } from '#domain/routing/working-time.ts';
import { zoneOffset } from '#domain/routing/zone-offset.ts';

const office: [number, number][] = [
  [540, 720],
  [780, 1020],
];
const weekdays = (shifts: [number, number][]) => [shifts, shifts, shifts, shifts, shifts, [], []];
const berlin: Hours = { id: 'b', timeZone: 'Europe/Berlin', week: weekdays(office) };
/** A moment by the clocks of a zone. */
const local = (text: string, zone = 'Europe/Berlin'): Instant =>
  DateTime.fromISO(text, { zone }).toJSDate().toISOString();

describe('an ordinary week in Berlin', () => {
  test.each([
    ['within a shift', '2026-03-02T09:00', 2 * HOUR, '2026-03-02T11:00'],
    ['over lunch', '2026-03-02T11:00', 2 * HOUR, '2026-03-02T14:00'],
    ['over night', '2026-03-02T16:00', 4 * HOUR, '2026-03-03T12:00'],
    ['over the weekend', '2026-03-06T16:00', 4 * HOUR, '2026-03-09T12:00'],
    ['from the weekend', '2026-03-07T12:00', HOUR, '2026-03-09T10:00'],
    ['a full day ends with the day', '2026-03-02T09:00', 7 * HOUR, '2026-03-02T17:00'],
    ['a moment more is the next day', '2026-03-02T09:00', 7 * HOUR + 1, '2026-03-03T09:00:00.001'],
    ['nothing to add', '2026-03-07T12:00', 0, '2026-03-07T12:00'],
  ])('%s', (_, start, ms, end) => expect(addWorkingTime(local(start), ms, berlin)).toBe(local(end)));

  test('a shift includes its beginning and not its end', () => {
    expect(isWorking(local('2026-03-02T09:00'), berlin)).toBe(true);
    expect(isWorking(local('2026-03-02T11:59:59.999'), berlin)).toBe(true);
    expect(isWorking(local('2026-03-02T12:00'), berlin)).toBe(false);
    expect(isWorking(local('2026-03-07T10:00'), berlin)).toBe(false);
  });

  test('the next working moment is now, or when the next shift begins', () => {
    expect(nextWorkingMoment(local('2026-03-02T10:00'), berlin)).toBe(local('2026-03-02T10:00'));
    expect(nextWorkingMoment(local('2026-03-06T17:00'), berlin)).toBe(local('2026-03-09T09:00'));
  });
});

describe('the nights when the clocks change in Berlin', () => {
  const always: Hours = { ...berlin, week: Array.from({ length: 7 }, (): [number, number][] => [[0, 1440]]) };
  const nights: Hours = { ...berlin, week: Array.from({ length: 7 }, (): [number, number][] => [[60, 240]]) };

  test('a weekend between keeps the clock’s hours, not 24 hours a day', () => {
    expect(addWorkingTime(local('2026-03-27T16:00'), 2 * HOUR, berlin)).toBe(local('2026-03-30T10:00'));
    expect(addWorkingTime(local('2026-10-23T16:00'), 2 * HOUR, berlin)).toBe(local('2026-10-26T10:00'));
  });

  test('a shift from one to four has two hours in spring and four in autumn', () => {
    expect(addWorkingTime(local('2026-03-29T00:00'), 2 * HOUR, nights)).toBe(local('2026-03-29T04:00'));
    expect(addWorkingTime(local('2026-10-25T00:00'), 4 * HOUR, nights)).toBe(local('2026-10-25T04:00'));
  });

  test('whoever always works loses and gains nothing', () => {
    expect(addWorkingTime('2026-03-28T12:00:00.000Z', 2 * DAY, always)).toBe('2026-03-30T12:00:00.000Z');
    expect(addWorkingTime('2026-10-24T12:00:00.000Z', 2 * DAY, always)).toBe('2026-10-26T12:00:00.000Z');
  });

  test('a time that the clocks jump over is the moment of the jump', () => {
    const day = Date.UTC(2026, 2, 29) / DAY;

    expect(momentOf('Europe/Berlin', day, 150)).toBe(Date.parse('2026-03-29T01:00:00Z'));
    expect(momentOf('Europe/Berlin', day, 180)).toBe(Date.parse('2026-03-29T01:00:00Z'));
  });

  test('a time shown twice is the first of the two', () => {
    expect(momentOf('Europe/Berlin', Date.UTC(2026, 9, 25) / DAY, 150)).toBe(Date.parse('2026-10-25T00:30:00Z'));
  });

  test('a shift that lies in the missing hour does not take place', () => {
    const missing: Hours = { ...berlin, week: weekdays([]).with(6, [[120, 180]]) };

    expect(nextWorkingMoment(local('2026-03-29T00:00'), missing)).toBe(local('2026-04-05T02:00'));
  });
});

describe('for all hours, zones and moments', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'America/Santiago',
    'Africa/Casablanca',
    'UTC',
  ];
  // Shifts that do not overlap, as the playbook's compiler demands: an even number of times of day, in order.
  const day = fc
    .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 })
    .map((times) => times.toSorted((a, b) => a - b))
    .map((times) =>
      Array.from({ length: times.length >> 1 }, (_, i): [number, number] => [times[2 * i] ?? 0, times[2 * i + 1] ?? 0]),
    );
  const hours: fc.Arbitrary<Hours> = fc
    .record({
      id: fc.constant('p'),
      timeZone: fc.constantFrom(...zones),
      week: fc.array(day, { minLength: 7, maxLength: 7 }),
    })
    .filter(({ week }) => week.flat().length > 0 && week.flat().reduce((sum, [from, to]) => sum + to - from, 0) >= 60);
  // Every few minutes of two years with all their changes of the clocks; half of the moments near those of Europe.
  const near = (text: string) => fc.integer({ min: -DAY, max: DAY }).map((ms) => later(text, ms));
  const moment = fc.oneof(
    near('2026-03-29T01:00:00.000Z'),
    near('2026-10-25T01:00:00.000Z'),
    fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 0) }).map((ms) => new Date(ms).toISOString()),
  );
  const span = fc.integer({ min: 1, max: 12 * HOUR });

  test('more time is never an earlier moment, a later start never an earlier end', () => {
    fc.assert(
      fc.property(hours, moment, span, fc.nat(HOUR), (person, start, ms, more) => {
        const end = addWorkingTime(start, ms, person);

        expect(addWorkingTime(start, ms + more, person) >= end).toBe(true);
        expect(addWorkingTime(later(start, more), ms, person) >= end).toBe(true);
      }),
    );
  });

  test('in two steps or in one is the same', () => {
    fc.assert(
      fc.property(hours, moment, span, span, (person, start, one, two) => {
        expect(addWorkingTime(addWorkingTime(start, one, person), two, person)).toBe(
          addWorkingTime(start, one + two, person),
        );
      }),
    );
  });

  test('the end lies in a shift by the clocks of the zone', () => {
    fc.assert(
      fc.property(hours, moment, span, (person, start, ms) => {
        const lastMoment = DateTime.fromISO(addWorkingTime(start, ms, person))
          .minus(1)
          .setZone(person.timeZone);
        const minute = lastMoment.hour * 60 + lastMoment.minute;

        expect(
          (person.week[lastMoment.weekday - 1] ?? []).some(
            ([from, to]) => (from <= minute && minute < to) || isShownTwice(lastMoment),
          ),
        ).toBe(true);
      }),
    );
  });

  test('who is at work loses no time, who is not waits for work', () => {
    fc.assert(
      fc.property(hours, moment, (person, at) => {
        const next = nextWorkingMoment(at, person);

        expect(isWorking(next, person)).toBe(true);
        expect(isWorking(at, person)).toBe(next === at);
        expect(addWorkingTime(at, MINUTE, person)).toBe(addWorkingTime(next, MINUTE, person));
      }),
    );
  });

  test('offsets agree with luxon’s', () => {
    const anyMoment = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 0) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyMoment, (zone, at) => {
        expect(zoneOffset(zone, at)).toBe(IANAZone.create(zone).offset(at) * MINUTE);
      }),
    );
  });

  /** In the hour that comes twice a shift may end or begin with the first showing. */
  const isShownTwice = (time: DateTime) => time.getPossibleOffsets().length > 1;
});

test('nobody waits for somebody who never works, nor for ever', () => {
  expect(() => nextWorkingMoment('2026-03-02T09:00:00.000Z', { ...berlin, week: weekdays([]) })).toThrow(
    'salesperson b has no working hours',
  );
  expect(() => addWorkingTime('2026-03-02T09:00:00.000Z', Number.NaN, berlin)).toThrow(RangeError);
  expect(() => addWorkingTime('2026-03-02T09:00:00.000Z', Number.POSITIVE_INFINITY, berlin)).toThrow(RangeError);
});
