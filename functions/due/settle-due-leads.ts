import { changeLead } from '#app/change-lead.ts';
import type { Sha256 } from '#domain/consent/ledger.ts';
import { stepAsked } from '#domain/erasure/erasure-record.ts';
import { settle } from '#domain/lead/settle.ts';
import { ConflictError } from '#ports/conflict-error.ts';
import type { Due, DueItems } from '#ports/due-items.ts';
import type { Erasures } from '#ports/erasures.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Leads } from '#ports/leads.ts';
import type { Clock } from '#ports/world.ts';

/** Leads settled side by side, and read of one shard in one sweep; what is left waits a minute. */
const SIDE_BY_SIDE = 16;
const A_SHARD = 1_000;

interface World {
  readonly dueItems: DueItems;
  readonly leads: Leads;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** How long a quiet lead is kept, ms. */
  readonly inactive: number;
  readonly erasures: Pick<Erasures, 'record' | 'save'>;
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

/** Settles every lead with a timer that has fallen due, and asks for the steps of erasures that are due. One that cannot be settled does not stop the others. */
export const settleDueLeads =
  ({ dueItems, leads, erasures, clock, sha256, inactive, onFailure }: World): SettleDueLeads =>
  async (hasTime) => {
    const items = dueItems.due(clock(), A_SHARD);
    const tally = { settled: 0, failed: 0, lapsed: 0, complete: true };
    const work = async () => {
      for await (const item of items) {
        if (!hasTime()) {
          tally.complete = false;
          return;
        }
        await settleOne(item);
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));

    return tally;

    async function settleOne({ kind, leadId }: Due): Promise<void> {
      try {
        if (kind === 'lead') await settleLead(leadId);
        else await askForStep(leadId);
        tally.settled += 1;
      } catch (error) {
        if (error instanceof LeadNotFoundError) return;
        tally.failed += 1;
        onFailure(leadId, error);
      }
    }

    async function settleLead(leadId: string): Promise<void> {
      const { events } = await changeLead(leads, leadId, (lead) => settle(lead, clock(), sha256, inactive));
      tally.lapsed += events.filter(({ type }) => type === 'lead.offer-lapsed').length;
    }

    /** The next step of an erasure is due: `erase` does it. */
    async function askForStep(leadId: string): Promise<void> {
      const record = await erasures.record(leadId);
      const asked = record && stepAsked(record, clock());
      if (asked === undefined) return;
      try {
        await erasures.save(asked);
      } catch (error) {
        // Whoever came first asked, or did it.
        if (!(error instanceof ConflictError)) throw error;
      }
    }
  };
