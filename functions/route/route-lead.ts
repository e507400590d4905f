import { changeLead } from '#app/change-lead.ts';
import type { Sla, Team } from '#contracts/playbook.ts';
import { type Change, unchanged } from '#domain/lead/change.ts';
import { needsOffer, offer, unrouted } from '#domain/lead/offers.ts';
import { chooseSalesperson } from '#domain/routing/choose.ts';
import { addWorkingTime } from '#domain/routing/working-time.ts';
import type { Leads } from '#ports/leads.ts';
import type { Rotations } from '#ports/rotations.ts';
import type { Clock, NewId } from '#ports/world.ts';

interface World {
  readonly leads: Leads;
  readonly rotations: Rotations;
  readonly team: Team;
  readonly sla: Pick<Sla, 'sales'>;
  readonly clock: Clock;
  readonly newId: NewId;
}

export type RouteLead = (leadId: string) => Promise<Change>;

/** Offers a lead to whose turn it is. The turn is taken in the same write: two leads at once never take the same one. */
export const routeLead =
  ({ leads, rotations, team, sla, clock, newId }: World): RouteLead =>
  (leadId) =>
    changeLead(leads, leadId, async (lead) => {
      const now = clock();
      if (!needsOffer(lead, now)) return unchanged(lead);
      const rotation = await rotations.get(team.id);
      const person = chooseSalesperson(team, lead.routing, rotation.last, now);
      if (person === undefined) return unrouted(lead, now);
      const terms = {
        id: newId(),
        salesperson: person.id,
        remindAt: addWorkingTime(now, sla.sales.remind, person),
        acceptBy: addWorkingTime(now, sla.sales.accept, person),
      };

      return { change: offer(lead, terms, now), alongside: { rotation: { ...rotation, last: person.id } } };
    });
