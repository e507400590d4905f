import type { Salesperson, Team } from '#contracts/playbook.ts';
import { after, HOUR, type Instant } from '../instant.ts';
import type { Routing } from '../lead/offer.ts';
import { nextWorkingMoment } from './working-time.ts';

/** Whoever starts within so long of the first takes turns with the first: else the one with the earliest zone got every lead of the night. */
const SAME_MORNING = 4 * HOUR;

/**
 * Whose turn it is, of those who have not turned the lead down or let it lapse: somebody at work now; when nobody is, somebody of those who start first. Among
 * equals the one after `last` in the team's order. Undefined when nobody is left.
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
  const first = ready.map(({ from }) => from).reduce((a, b) => (b < a ? b : a), ready[0]?.from ?? now);
  const until = first === now ? now : after(first, SAME_MORNING);

  return ready.find(({ from }) => from <= until)?.person;
}
