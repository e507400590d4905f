import {
  begun,
  continued,
  type ErasureRecord,
  erased,
  maySweep,
  pageCounted,
  proofEnds,
  proofForgotten,
  proofProlonged,
  type RecordChange,
  swept,
  told,
} from '#domain/erasure/erasure-record.ts';
import { isDue } from '#domain/instant.ts';
import type { Eraser } from '#ports/eraser.ts';
import type { Erasures } from '#ports/erasures.ts';
import type { Clock } from '#ports/world.ts';
import { retryConflicts } from './change-lead.ts';

interface World {
  readonly erasures: Erasures;
  /** Other systems that know leads. */
  readonly erasers: readonly Eraser[];
  /** How long the proof of consents is kept, ms: the playbook's retention. */
  readonly proofKept: number;
  readonly clock: Clock;
}

/** `waiting`: the next step is not due yet. `continued`: there was no time for all of it, and another run was asked for. */
export type ErasureOutcome = 'nothing' | 'erased' | 'swept' | 'proof-forgotten' | 'waiting' | 'continued';

export type EraseLead = (leadId: string, hasTime: () => boolean) => Promise<ErasureOutcome>;

/**
 * Goes on with the erasure of a lead that was ordered. Every step may be repeated, and a crash between any two calls leaves one that goes on: what is
 * deleted was counted before, what is counted is not counted again, and the head goes last, together with the news.
 */
export function eraseLead({ erasures, erasers, proofKept, clock }: World): EraseLead {
  return (leadId, hasTime) =>
    retryConflicts(async () => {
      const record = await opened(leadId);
      switch (record?.step) {
        case 'delete':
          return deleteAll(record, hasTime);
        case 'sweep':
          return maySweep(record, clock()) ? sweep(record, hasTime) : 'waiting';
        case 'proof':
          return forgetProof(record, hasTime);
        default:
          return 'nothing';
      }
    });

  /** The record as it stands; a new one for a lead that has an order and none that is under way: the first time, or after a restore brought the lead back. */
  async function opened(leadId: string): Promise<ErasureRecord | undefined> {
    const record = await erasures.record(leadId);
    if (record?.step === 'delete') return record;
    const order = await erasures.order(leadId);

    return order === undefined ? record : save(begun(order, record));
  }

  async function save(change: RecordChange): Promise<ErasureRecord> {
    await erasures.save(change);

    return change.record;
  }

  async function more(record: ErasureRecord): Promise<'continued'> {
    await save(continued(record, clock()));

    return 'continued';
  }

  async function deleteAll(before: ErasureRecord, hasTime: () => boolean): Promise<ErasureOutcome> {
    const { record, complete } = await deleteItems(before, systemOf, hasTime);
    if (!complete) return more(record);
    const everywhere = await tellOthers(record);
    const { addressHash, proof, keepsProof } = record;
    if (!keepsProof && addressHash !== undefined && !(await forgetAddress({ addressHash, proof }, hasTime)))
      return more(everywhere);
    await erasures.finish(erased(everywhere, proofKept, clock()));

    return 'erased';
  }

  async function sweep(before: ErasureRecord, hasTime: () => boolean): Promise<ErasureOutcome> {
    const { record, complete } = await deleteItems(before, () => 'late-writers', hasTime);
    if (!complete) return more(record);
    await save(swept(record, proofKept, clock()));

    return 'swept';
  }

  async function forgetProof(record: ErasureRecord, hasTime: () => boolean): Promise<ErasureOutcome> {
    const now = clock();
    const until = proofEnds(record, proofKept, now);
    if (!isDue(until, now)) {
      if (record.dueAt !== until) await save(proofProlonged(record, until));
      return 'waiting';
    }
    const { addressHash, proof } = record;
    if (addressHash !== undefined && !(await forgetAddress({ addressHash, proof }, hasTime))) return more(record);
    await save(proofForgotten(record, now));

    return 'proof-forgotten';
  }

  /** Deletes all items of the lead but its head, page by page; whether there was time for all of them. */
  async function deleteItems(
    before: ErasureRecord,
    counts: (sortKey: string) => string,
    hasTime: () => boolean,
  ): Promise<{ record: ErasureRecord; complete: boolean }> {
    let record = before;
    for (;;) {
      const page = await erasures.items(record.leadId);
      const last = page.at(-1);
      if (last === undefined) return { record, complete: true };
      if (!hasTime()) return { record, complete: false };
      const { counted = '' } = record;
      const fresh = page.filter((sortKey) => sortKey > counted);
      if (fresh.length > 0) record = await save(pageCounted(record, tally(fresh.map(counts)), last, clock()));
      await erasures.delete(record.leadId, page);
    }
  }

  async function tellOthers(before: ErasureRecord): Promise<ErasureRecord> {
    let record = before;
    for (const { system, erase } of erasers) {
      if (record.receipts[system] !== undefined) continue;
      record = await save(told(record, { [system]: await erase(record.leadId) }));
    }

    return record;
  }

  /** Forgets a part of an address's ledger, and the address with it when nothing else is kept there; whether there was time for it. */
  async function forgetAddress(
    { addressHash, proof }: { addressHash: string; proof: ErasureRecord['proof'] },
    hasTime: () => boolean,
  ): Promise<boolean> {
    if (proof !== undefined) {
      // Noted first: whoever takes the address meanwhile goes on behind the gap.
      await erasures.forget(addressHash, proof);
      while (await erasures.deleteEntries(addressHash, proof)) if (!hasTime()) return false;
    }
    await erasures.releaseAddress(addressHash);

    return true;
  }
}

/** The system that an item belongs to, by its sort key. */
const systemOf = (sortKey: string): string => {
  if (sortKey.startsWith('ACTIVITY#')) return 'activities';

  return sortKey.startsWith('EVENT#') ? 'history' : 'lead';
};

const tally = (systems: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(systems, (system) => system)].map(([system, all]) => [system, all.length]));
