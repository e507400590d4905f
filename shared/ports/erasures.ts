import type { LedgerGap } from '#domain/consent/ledger.ts';
import type { ErasureOrder, ErasureRecord, RecordChange } from '#domain/erasure/erasure-record.ts';

/** What erasing a lead needs of the table. Reads are strongly consistent; everything may be repeated. */
export interface Erasures {
  record(leadId: string): Promise<ErasureRecord | undefined>;

  /** What is to be erased; undefined when there is no such lead, or nobody ordered it. Reads no more of a lead than it has to: a damaged one can be erased too. */
  order(leadId: string): Promise<ErasureOrder | undefined>;

  /** Saves a record and announces what goes with it. @throws ConflictError when somebody else changed it since it was read. */
  save(change: RecordChange): Promise<void>;

  /** The sort keys of some of the lead's items, in their order, without its head. */
  items(leadId: string): Promise<string[]>;

  /** Deletes items of the lead. */
  delete(leadId: string, sortKeys: readonly string[]): Promise<void>;

  /** Deletes the head and saves the record in one write. @throws ConflictError */
  finish(change: RecordChange): Promise<void>;

  /** Notes that a part of an address's ledger is forgotten: whoever goes on with the ledger, or verifies it, knows. */
  forget(addressHash: string, part: LedgerGap): Promise<void>;

  /** Deletes entries of a forgotten part, some at a time; whether there may be more. */
  deleteEntries(addressHash: string, part: LedgerGap): Promise<boolean>;

  /** Deletes what is known of an address when it is nobody's and its whole ledger is forgotten. */
  releaseAddress(addressHash: string): Promise<void>;
}
