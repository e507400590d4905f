import { Cron } from 'croner';

/** When a schedule fires. */
export type Timetable = {
  /** The first time after `after`, or undefined when there is none any more. */
  next(after: Date): Date | undefined;
};

const units: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or `at(2027-01-31T09:00:00)` (AWS's dialect). `start` is where rates begin to count.
 * Throws for an expression that AWS refuses.
 */
export function timetable(expression: string, start: Date, timeZone = 'UTC'): Timetable {
  const [, kind, argument = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rate(argument, start);
  if (kind === 'at') return once(new Cron(argument, { timezone: timeZone, paused: true }));
  if (kind === 'cron' && argument.trim().split(/\s+/).length === 6) {
    // AWS has no field for seconds; its day of the week counts from 1 (Sunday), and ranges may lack a start.
    return once(
      new Cron(`0 ${argument}`, { timezone: timeZone, alternativeWeekdays: true, sloppyRanges: true, paused: true }),
    );
  }
  throw new Error(`${expression} is not a schedule expression.`);
}

function rate(argument: string, start: Date): Timetable {
  const [, count = '', unit = '', plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(argument) ?? [];
  const period = Number(count) * (units[unit] ?? 0);
  if (period === 0 || (Number(count) === 1) !== (plural === ''))
    throw new Error(`rate(${argument}) is not a schedule expression.`);

  return {
    next: (after) => {
      const periods = Math.max(1, Math.floor((after.getTime() - start.getTime()) / period) + 1);

      return new Date(start.getTime() + periods * period);
    },
  };
}

const once = (cron: Cron): Timetable => ({ next: (after) => cron.nextRun(after) ?? undefined });
