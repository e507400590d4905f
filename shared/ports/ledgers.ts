import type { ConsentEntry } from '#domain/consent/ledger.ts';

/** An entry with the lead that it is about: an address's ledger goes on when its lead is erased and another one comes. */
export type LedgerEntry = ConsentEntry & { readonly leadId: string };

/** The ledgers of addresses, by the address's keyed hash. Strongly consistent reads. */
export interface Ledgers {
  /** All entries, the oldest first. */
  of(addressHash: string): Promise<LedgerEntry[]>;
  /** The newest entries, so many at most, the oldest of them first. One call. */
  newest(addressHash: string, count: number): Promise<LedgerEntry[]>;
}

/** An entry as it was hashed. */
export function entryOf({ leadId: _, ...entry }: LedgerEntry): ConsentEntry {
  return entry as ConsentEntry;
}
