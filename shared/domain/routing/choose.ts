import type { Salesperson, Team } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';
import type { Routing } from '../lead/offer.ts';
import { nextWorkingMoment } from './working-time.ts';

/**
 * Whose turn it is: of those who have not turned the lead down or let it lapse, who can look at it first by their working hours; among equals the one
 * after `last` in the team's order. Undefined when nobody is left.
 */
export function chooseSalesperson(
  team: Team,
  routing: Routing | undefined,
  last: string | undefined,
  now: Instant,
): Salesperson | undefined {
  const out = new Set([...(routing?.declined ?? []), ...(routing?.lapsed ?? [])]);
  const start = team.people.findIndex(({ id }) => id === last) + 1;
  const inTurn = [...team.people.slice(start), ...team.people.slice(0, start)].filter(({ id }) => !out.has(id));
  const ready = inTurn.map((person) => ({ person, from: nextWorkingMoment(now, person) }));

  return ready.reduce<(typeof ready)[number] | undefined>(
    (best, one) => (best === undefined || one.from < best.from ? one : best),
    undefined,
  )?.person;
}
