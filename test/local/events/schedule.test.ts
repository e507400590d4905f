import { afterEach, describe, expect, it, test, vi } from 'vitest';
import { openClock } from '#local/clock.ts';
import { type Scheduler, startScheduler } from '#local/events/scheduler.ts';
import type { ScheduleSettings } from '#local/events/schedules.ts';
import { timetable } from '#local/events/timetable.ts';

describe('the next time of', () => {
  const start = new Date('2026-11-22T10:00:30Z'); // a Sunday

  test.each([
    ['rate(1 minute)', '2026-11-22T10:01:30.000Z'],
    ['rate(5 minutes)', '2026-11-22T10:05:30.000Z'],
    ['rate(2 days)', '2026-11-24T10:00:30.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-22T10:15:00.000Z'],
    ['cron(0 8 ? * MON-FRI *)', '2026-11-23T08:00:00.000Z'],
    ['cron(0 8 ? * 1 *)', '2026-11-29T08:00:00.000Z'],
    ['cron(0 8 L * ? *)', '2026-11-30T08:00:00.000Z'],
    ['cron(0 8 ? * 6L *)', '2026-11-27T08:00:00.000Z'],
    ['cron(0 8 ? * 2#1 *)', '2026-12-07T08:00:00.000Z'],
    ['cron(0 0 1 1 ? 2028)', '2028-01-01T00:00:00.000Z'],
    ['at(2027-01-31T09:00:00)', '2027-01-31T09:00:00.000Z'],
  ])('%s is %s', (expression, next) => {
    expect(timetable(expression, start).next(start)?.toISOString()).toBe(next);
  });

  it('a cron in a time zone follows that zone', () => {
    expect(timetable('cron(0 8 * * ? *)', start, 'Europe/Berlin').next(start)?.toISOString()).toBe(
      '2026-11-23T07:00:00.000Z',
    );
  });

  it.each(['rate(1 minutes)', 'rate(0 minutes)', 'rate(5 minute)', 'rate(5 weeks)', 'cron(* * * * *)', 'every minute'])(
    '%s is no schedule',
    (expression) => {
      expect(() => timetable(expression, start)).toThrow();
    },
  );
});

const schedulers: Scheduler[] = [];
afterEach(() => Promise.all(schedulers.splice(0).map((scheduler) => scheduler.stop())));

const minutely: ScheduleSettings = {
  arn: 'arn:aws:events:eu-central-1:000000000000:rule/due',
  name: 'due',
  expression: 'rate(1 minute)',
  timeZone: 'UTC',
  announces: true,
  targets: [
    {
      id: 'T',
      arn: 'arn:aws:lambda:eu-central-1:000000000000:function:due',
      input: undefined,
      retries: 0,
      deadLetterArn: undefined,
    },
  ],
};

function scheduling(schedules: ScheduleSettings[]) {
  const clock = openClock();
  const fired: Record<string, unknown>[] = [];
  const scheduler = startScheduler({
    schedules,
    clock,
    invokeAsync: (_, payload) => {
      fired.push(JSON.parse(payload));

      return { over: Promise.resolve() };
    },
    sendMessage: async (_, body) => void fired.push(JSON.parse(body)),
    report: (line) => expect(line).toBe(''),
    accountId: '000000000000',
    region: 'eu-central-1',
  });
  schedulers.push(scheduler);

  return { clock, fired, ...scheduler };
}

describe('when the clock is advanced', () => {
  it('what fell due in between fires once, with its latest time', async () => {
    const { clock, fired } = scheduling([minutely]);
    const began = clock.now().getTime();
    clock.advance(3 * 86_400_000);

    await vi.waitFor(() => expect(fired).toHaveLength(1));
    expect(fired[0]).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      resources: [minutely.arn],
    });
    expect(new Date(String(fired[0]?.time)).getTime()).toBeGreaterThan(began + 3 * 86_400_000 - 62_000);
  });

  it('nothing fires that is not due', async () => {
    const { clock, fired, runDue } = scheduling([minutely]);
    clock.advance(30_000);
    await runDue();
    expect(fired).toHaveLength(0);
    clock.advance(30_001);
    await runDue();

    expect(fired).toHaveLength(1);
  });

  it('a schedule for one moment fires once only', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString().slice(0, 19);
    const { clock, fired, runDue } = scheduling([{ ...minutely, expression: `at(${at})` }]);
    clock.advance(2 * 3_600_000);
    clock.advance(2 * 3_600_000);
    await runDue();

    expect(fired).toHaveLength(1);
  });
});

it('time alone makes a schedule fire', async () => {
  const { clock, fired } = scheduling([minutely]);
  clock.advance(59_900);
  expect(fired).toHaveLength(0);

  await vi.waitFor(() => expect(fired).toHaveLength(1));
});

it('a tick fires now and waits until the functions have run', async () => {
  const { fired, tick } = scheduling([
    minutely,
    { ...minutely, name: 'other', targets: minutely.targets.map((target) => ({ ...target, input: '{"own":1}' })) },
  ]);
  await tick('other');
  expect(fired).toEqual([{ own: 1 }]);
  await tick();

  expect(fired).toHaveLength(3);
});
