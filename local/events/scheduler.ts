import { randomUUID } from 'node:crypto';
import type { LocalClock } from '#local/clock.ts';
import type { Log } from '#local/log.ts';
import { deliver, isDeliverable } from './deliver.ts';
import type { ScheduleSettings } from './schedules.ts';
import type { SendMessage } from './send-message.ts';
import { type Timetable, timetable } from './timetable.ts';

export type SchedulerStart = {
  readonly schedules: readonly ScheduleSettings[];
  readonly sendMessage: SendMessage;
  /** Accepts an asynchronous invocation; `over` resolves when it has run (or was given up). */
  readonly invokeAsync: (functionArn: string, payload: string) => { over: Promise<void> };
  readonly report: Log;
  readonly clock: LocalClock;
  readonly accountId: string;
  readonly region: string;
};

export type Scheduler = {
  /**
   * Fires what has fallen due by the local clock and resolves when the functions have run. However long the time that passed, each schedule
   * fires once, with its latest due time: what AWS would have run each minute of three days is one run here.
   */
  runDue(): Promise<void>;
  /** Fires every schedule (or the named one) now, due or not, and resolves when the functions have run. */
  tick(name?: string): Promise<void>;
  stop(): Promise<void>;
};

type Entry = { readonly schedule: ScheduleSettings; readonly times: Timetable; due: Date | undefined };

/** The longest that Node's timers can wait is 24.8 days; looking again each hour is soon enough. */
const longestWait = 3_600_000;

/** Starts the schedules on the local clock. When the clock is advanced, what fell due in between fires at once. */
export function startScheduler(start: SchedulerStart): Scheduler {
  const { clock, schedules } = start;
  const began = clock.now();
  const entries = schedules.map((schedule): Entry => {
    const foreign = schedule.targets.find(({ arn }) => !isDeliverable(arn));
    if (foreign !== undefined)
      throw new Error(
        `The schedule ${schedule.name} has the target ${foreign.arn}, which is neither queue nor function.`,
      );
    const times = timetable(schedule.expression, began, schedule.timeZone);

    return { schedule, times, due: times.next(began) };
  });
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const fire = async (entry: Entry, at: Date) => {
    const run = fireOnce(start, entry.schedule, at)
      .catch((error: unknown) => start.report(`The schedule ${entry.schedule.name} did not run: ${error}`))
      .finally(() => running.delete(run));
    running.add(run);
    await run;
  };
  const runDue = async () => {
    const now = clock.now();
    const due = entries.flatMap((entry) => {
      const at = latestDue(entry, now);
      if (at !== undefined) entry.due = entry.times.next(now);

      return at === undefined ? [] : [fire(entry, at)];
    });
    wait();
    await Promise.all(due);
  };
  const wait = () => {
    clearTimeout(timer);
    const soonest = Math.min(...entries.map(({ due }) => due?.getTime() ?? Number.POSITIVE_INFINITY));
    if (stopped || soonest === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(() => void runDue(), Math.min(longestWait, Math.max(0, soonest - clock.now().getTime())));
  };
  const unregister = clock.onAdvance(() => void runDue());
  wait();

  return {
    runDue,
    async tick(name) {
      const wanted = entries.filter(({ schedule }) => name === undefined || schedule.name === name);
      await Promise.all([...running, ...wanted.map((entry) => fire(entry, clock.now()))]);
    },
    async stop() {
      stopped = true;
      unregister();
      clearTimeout(timer);
      await Promise.all(running);
    },
  };
}

/** The last time up to `now` at which the entry was due; times of a long past are skipped over, not counted through. */
function latestDue({ due, times }: Entry, now: Date): Date | undefined {
  if (due === undefined || due > now) return undefined;
  let latest = due;
  const nearPast = times.next(new Date(Math.max(due.getTime(), now.getTime() - 86_400_000)));
  for (let next = nearPast; next !== undefined && next <= now; next = times.next(next)) latest = next;

  return latest;
}

async function fireOnce(start: SchedulerStart, schedule: ScheduleSettings, at: Date): Promise<void> {
  const event = JSON.stringify(schedule.announces ? scheduledEvent(start, schedule, at) : {});
  const runs: Promise<void>[] = [];
  const invokeAsync = (arn: string, payload: string) => void runs.push(start.invokeAsync(arn, payload).over);
  await Promise.all(schedule.targets.map((target) => deliver({ ...start, invokeAsync }, target, schedule.arn, event)));
  await Promise.all(runs);
}

function scheduledEvent({ accountId, region }: SchedulerStart, { arn }: ScheduleSettings, at: Date) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: accountId,
    time: `${at.toISOString().slice(0, 19)}Z`,
    region,
    resources: [arn],
    detail: {},
  };
}
