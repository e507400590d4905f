import { changeLead } from '#app/change-lead.ts';
import type { Sha256 } from '#domain/consent/ledger.ts';
import { settle } from '#domain/lead/settle.ts';
import type { DueLeads } from '#ports/due-leads.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Leads } from '#ports/leads.ts';
import type { Clock } from '#ports/world.ts';

/** Leads settled side by side, and read of one shard in one sweep; what is left waits a minute. */
const SIDE_BY_SIDE = 16;
const A_SHARD = 1_000;

interface World {
  readonly dueLeads: DueLeads;
  readonly leads: Leads;
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly onFailure: (leadId: string, error: unknown) => void;
}

/** What a sweep came to: leads settled, leads that failed (they stay due), and whether time ran out before all were looked at. */
export interface Sweep {
  readonly settled: number;
  readonly failed: number;
  readonly lapsed: number;
  readonly complete: boolean;
}

export type SettleDueLeads = (hasTime: () => boolean) => Promise<Sweep>;

/** Settles every lead with a timer that has fallen due. One lead that cannot be settled does not stop the others. */
export const settleDueLeads =
  ({ dueLeads, leads, clock, sha256, onFailure }: World): SettleDueLeads =>
  async (hasTime) => {
    const ids = dueLeads.due(clock(), A_SHARD);
    const tally = { settled: 0, failed: 0, lapsed: 0, complete: true };
    const work = async () => {
      for await (const id of ids) {
        if (!hasTime()) {
          tally.complete = false;
          return;
        }
        await settleOne(id);
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));

    return tally;

    async function settleOne(id: string): Promise<void> {
      try {
        const { events } = await changeLead(leads, id, (lead) => settle(lead, clock(), sha256));
        tally.settled += 1;
        tally.lapsed += events.filter(({ type }) => type === 'lead.offer-lapsed').length;
      } catch (error) {
        if (error instanceof LeadNotFoundError) return;
        tally.failed += 1;
        onFailure(id, error);
      }
    }
  };
