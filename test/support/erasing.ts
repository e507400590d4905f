import { dynamoActivities } from '#adapters/dynamodb/activities.ts';
import { dynamoErasures } from '#adapters/dynamodb/erasures.ts';
import { dynamoHistory } from '#adapters/dynamodb/history.ts';
import { dynamoStoredLedgers } from '#adapters/dynamodb/stored-ledgers.ts';
import type { Table } from '#adapters/dynamodb/table.ts';
import { newUlid, sha256 } from '#adapters/system/world.ts';
import { changeLead } from '#app/change-lead.ts';
import { eraseLead } from '#app/erase-lead.ts';
import { type LedgerFault, ledgerFault } from '#domain/consent/ledger-fault.ts';
import { SECOND } from '#domain/instant.ts';
import { capture } from '#domain/lead/capture.ts';
import { confirm } from '#domain/lead/confirm.ts';
import { type ErasureCause, requestErasure } from '#domain/lead/erasure.ts';
import type { Lead } from '#domain/lead/lead.ts';
import type { Eraser } from '#ports/eraser.ts';
import { aContext, aSubmission, aViewer, nowPlus } from './a-lead.ts';
import type { World } from './world.ts';

interface Run {
  readonly through?: Table;
  readonly hasTime?: () => boolean;
  readonly erasers?: readonly Eraser[];
}

/** Erasures on the real table: leads of one address after the other, and the work of `erase`. */
export function erasing(world: World) {
  const { table, leads, clock } = world;
  const erase = (leadId: string, { through = table, hasTime = () => true, erasers = [] }: Run = {}) =>
    eraseLead({
      erasures: dynamoErasures(through),
      erasers,
      proofKept: world.privacy.retention.proof,
      clock,
    })(leadId, hasTime);

  return {
    erase,
    record: (leadId: string) => dynamoErasures(table).record(leadId),
    order: (leadId: string, because: ErasureCause = 'asked') =>
      changeLead(leads, leadId, (lead) => requestErasure(lead, { because, viewer: aViewer }, clock(), sha256)),

    /** A new lead, of an address that nobody has. */
    async captured(addressHash = `address-${newUlid()}`): Promise<Lead> {
      const make = (ledger?: Lead['ledger']) =>
        capture(aSubmission(), { id: newUlid(), addressHash, ledger }, aContext(clock(), newUlid()));
      const change = make();
      const claimed = await leads.create(change);
      if (claimed.outcome === 'created') return change.lead;
      if (claimed.outcome !== 'vacant') throw new Error(`The address is taken: ${claimed.outcome}`);
      const again = make(claimed.address.ledger);
      await leads.create(again, { vacant: claimed.address });
      return again.lead;
    },

    confirmed: async (lead: Lead): Promise<Lead> =>
      (
        await changeLead(leads, lead.id, (current) =>
          confirm(current, { requestId: current.optIn.requestId, viewer: aViewer }, clock(), sha256),
        )
      ).lead,

    /** So many things that the lead did, and as many that happened to it. */
    async lived(leadId: string, things: number): Promise<void> {
      const at = (n: number) => nowPlus(n * SECOND);
      const all = Array.from({ length: things }, (_, n) => n);
      await dynamoActivities(table).record(
        all.map((n) => ({ leadId, activity: { id: `a${n}`, kind: 'page-visited' as const, at: at(n), page: '/p' } })),
        world.privacy.retention.activities,
      );
      await dynamoHistory(table).keep(
        all.map((n) => ({
          id: `${leadId}.${n}`,
          type: 'lead.enriched' as const,
          at: at(n),
          leadId,
          facts: { fields: [] },
        })),
      );
    },

    /** What `npm run consent -- verify` would find in the ledger of an address. */
    async broken(addressHash: string): Promise<LedgerFault | undefined> {
      const { entries, forgotten, head } = await dynamoStoredLedgers(table).of({ addressHash });

      return ledgerFault(entries, sha256, { ...forgotten, head });
    },
  };
}

/** The table, whose client fails for good from its nth call on. */
export function failingFrom(table: Table, nth: number): { table: Table; calls: () => number } {
  let calls = 0;
  const send = (...args: Parameters<typeof table.client.send>) => {
    calls += 1;
    if (calls >= nth) throw new Error('The function was stopped');

    return table.client.send(...args);
  };

  return {
    table: { ...table, client: Object.assign(Object.create(table.client), { send }) as typeof table.client },
    calls: () => calls,
  };
}
