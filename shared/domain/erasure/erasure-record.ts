import type { EventType, LeadEvent } from '#contracts/events.ts';
import type { LedgerGap } from '../consent/ledger.ts';
import { after, HOUR, type Instant, isDue } from '../instant.ts';
import type { Fact } from '../lead/change.ts';
import { fact } from '../lead/change.ts';
import type { Erasure } from '../lead/erasure.ts';
import { counted, ofThoseThatForget, type Receipts, STREAM_KEEPS } from './receipt.ts';

/** Late writers read the table's stream: when it has forgotten the lead, and an hour has passed for retries, nobody writes about it any more. */
export const SWEEP_AFTER = STREAM_KEEPS + HOUR;
/** How long `due` waits before it asks again for a step that is due. */
export const ASK_AGAIN_AFTER = HOUR;

/** Delete what there is; look again for what late writers left; forget the proof when its time is over; nothing more. */
export type ErasureStep = 'delete' | 'sweep' | 'proof' | 'done';

/** The erasure of one lead, as far as it got. It outlives the lead and says nothing about the person. */
export interface ErasureRecord extends Pick<Erasure, 'because' | 'requestedAt'> {
  readonly leadId: string;
  /** Rises by one with each change. */
  readonly revision: number;
  readonly step: ErasureStep;
  /** The keyed hash of its address, while something is kept there. */
  readonly addressHash?: string;
  /** The part of the address's ledger that is about the lead; none when it never consented to anything. */
  readonly proof?: LedgerGap;
  /** It was confirmed once: the proof stays until its retention ends. */
  readonly keepsProof: boolean;
  /** Up to which sort key the lead's items are counted. */
  readonly counted?: string;
  readonly receipts: Receipts;
  readonly erasedAt?: Instant;
  readonly doneAt?: Instant;
  /** When the next step is due. */
  readonly dueAt?: Instant;
}

/** What a record becomes, and what is announced with it. */
export interface RecordChange {
  readonly record: ErasureRecord;
  readonly events: readonly LeadEvent[];
}

/** What has to be known of a lead to erase it. */
export interface ErasureOrder extends Pick<Erasure, 'because' | 'requestedAt'> {
  readonly leadId: string;
  readonly addressHash: string;
  readonly keepsProof: boolean;
  readonly proof?: LedgerGap;
}

/** The record of a new erasure; after a restore brought an erased lead back, one more revision of the old. */
export const begun = (order: ErasureOrder, before?: ErasureRecord): RecordChange =>
  changed({ ...order, revision: before?.revision ?? 0, step: 'delete', receipts: {} }, []);

/** Counts items before they are deleted, so that a crash in between counts none twice. */
export function pageCounted(
  record: ErasureRecord,
  counts: Readonly<Record<string, number>>,
  upTo: string,
  now: Instant,
): RecordChange {
  const receipts = Object.entries(counts).reduce(
    (sum, [system, count]) => counted(sum, system, count, now),
    record.receipts,
  );

  return changed({ ...record, receipts, counted: upTo }, []);
}

/** Another system has erased its part. */
export const told = (record: ErasureRecord, receipts: Receipts): RecordChange =>
  changed({ ...record, receipts: { ...record.receipts, ...receipts } }, []);

/** There is more than one run can do: asks for another one. */
export const continued = (record: ErasureRecord, now: Instant): RecordChange =>
  changed(record, [fact('lead.erasure-due', { step: stepOf(record) })], now);

/** The lead is gone, its head with this very write. */
export function erased(record: ErasureRecord, proofKept: number, now: Instant): RecordChange {
  const { counted: _, addressHash, proof, ...rest } = record;
  const count = proof === undefined ? 0 : proof.until.entries - proof.after.entries;
  const keeps = record.keepsProof && proof !== undefined;
  const address: Receipts = keeps
    ? { proof: { outcome: 'kept', at: now, count, until: after(now, proofKept) } }
    : { proof: { outcome: 'deleted', at: now, count } };
  const receipts = {
    ...counted(record.receipts, 'lead', 1, now),
    index: { outcome: 'deleted' as const, at: now },
    ...address,
    ...ofThoseThatForget(now),
  };

  return changed(
    {
      ...rest,
      ...(keeps && addressHash !== undefined && { addressHash, proof }),
      step: 'sweep',
      receipts,
      erasedAt: now,
      dueAt: after(now, SWEEP_AFTER),
    },
    [fact('lead.erased', { because: record.because })],
    now,
  );
}

/** Nobody has written about the lead since, or what they wrote is gone as well. */
export function swept(record: ErasureRecord, proofKept: number, now: Instant): RecordChange {
  const { counted: _, dueAt: _due, ...rest } = record;
  if (record.proof === undefined) return changed({ ...rest, step: 'done', doneAt: now }, []);

  return changed({ ...rest, step: 'proof', dueAt: proofEnds(record, proofKept, now) }, []);
}

/** When the proof may go, by the retention that holds now. */
export const proofEnds = ({ erasedAt }: ErasureRecord, proofKept: number, now: Instant): Instant =>
  after(erasedAt ?? now, proofKept);

/** The playbook keeps proofs for longer than it did. */
export const proofProlonged = (record: ErasureRecord, until: Instant): RecordChange => {
  const { proof } = record.receipts;

  return changed(
    {
      ...record,
      dueAt: until,
      receipts: { ...record.receipts, ...(proof && { proof: { ...proof, until } }) },
    },
    [],
  );
};

/** The proof is gone too: nothing is left but this record. */
export function proofForgotten(record: ErasureRecord, now: Instant): RecordChange {
  const { addressHash: _, proof, dueAt: _due, ...rest } = record;
  const count = proof === undefined ? 0 : proof.until.entries - proof.after.entries;
  const receipts: Receipts = { ...record.receipts, proof: { outcome: 'deleted', at: now, count } };

  return changed({ ...rest, step: 'done', doneAt: now, receipts }, []);
}

/** Asks for the step that is due; undefined when none is. */
export function stepAsked(record: ErasureRecord, now: Instant): RecordChange | undefined {
  if (record.dueAt === undefined || !isDue(record.dueAt, now) || record.step === 'done') return undefined;

  return changed(
    { ...record, dueAt: after(now, ASK_AGAIN_AFTER) },
    [fact('lead.erasure-due', { step: stepOf(record) })],
    now,
  );
}

/** Whether the second look may be taken: earlier, somebody might still write. */
export const maySweep = ({ erasedAt }: ErasureRecord, now: Instant): boolean =>
  erasedAt !== undefined && isDue(after(erasedAt, SWEEP_AFTER), now);

const stepOf = ({ step }: ErasureRecord) => (step === 'done' ? 'proof' : step);

function changed(record: ErasureRecord, facts: readonly Fact[], now: Instant = record.requestedAt): RecordChange {
  const revision = record.revision + 1;
  const events = facts.map(({ type, facts }, n) => eventOf(record.leadId, revision, n, type, facts, now));

  return { record: { ...record, revision }, events };
}

const eventOf = (leadId: string, revision: number, n: number, type: EventType, facts: unknown, at: Instant) =>
  ({ id: `${leadId}.erasure.${revision}.${n}`, type, at, leadId, facts }) as LeadEvent;
