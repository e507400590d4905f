import type { Playbook } from '#contracts/playbook.ts';
import { DAY } from '#domain/instant.ts';
import { chooseSalesperson } from '#domain/routing/choose.ts';
import type { Side } from './report.ts';

export const WEEK = 7 * DAY;

interface Weeks {
  /** ms since 1970; the first week begins so many whole weeks before the end. */
  readonly end: number;
  readonly whole: number;
}

/** Which week a moment falls into, the oldest is 0; undefined outside. */
export function weekOf(at: number, { end, whole }: Weeks): number | undefined {
  const week = Math.min(whole - 1, Math.floor((at - (end - whole * WEEK)) / WEEK));

  return at <= end && week >= 0 ? week : undefined;
}

/**
 * Who would get how many new leads a week: dealt out as routing does, to whoever can look first, in turn among equals, and everybody accepts. Capacity is the
 * SLA's number of leads a week for the longest working week of the team, and in proportion less for shorter ones.
 */
export function loadOf(
  arrivals: readonly number[],
  { team, sla }: Pick<Playbook, 'team' | 'sla'>,
  weeks: Weeks,
): Side['load'] {
  const given = new Map(team.people.map(({ id }) => [id, Array.from({ length: weeks.whole }, () => 0)]));
  let last: string | undefined;
  for (const at of arrivals) {
    const person = chooseSalesperson(team, undefined, last, new Date(at).toISOString());
    last = person?.id;
    const week = weekOf(at, weeks);
    const counts = person && given.get(person.id);
    if (counts !== undefined && week !== undefined) counts[week] = (counts[week] ?? 0) + 1;
  }
  const hours = new Map(
    team.people.map(({ id, week }) => [id, week.flat().reduce((sum, [begin, end]) => sum + end - begin, 0) / 60]),
  );
  const longest = Math.max(...hours.values());

  return team.people.map(({ id }) => {
    const counts = given.get(id) ?? [];
    const worked = hours.get(id) ?? 0;
    const capacity = longest === 0 ? 0 : (sla.sales.leadsPerWeek * worked) / longest;
    const sum = counts.reduce((all, one) => all + one, 0);

    return {
      id,
      hours: Math.round(worked * 100) / 100,
      capacity: Math.round(capacity * 10) / 10,
      mean: counts.length === 0 ? 0 : Math.round((sum / counts.length) * 10) / 10,
      busiest: Math.max(0, ...counts),
      weeksOver: counts.filter((one) => one > capacity).length,
    };
  });
}
