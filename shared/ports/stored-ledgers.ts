import type { ForgottenParts, LedgerHead } from '#domain/consent/ledger.ts';
import type { StoredEntry } from '#domain/consent/ledger-fault.ts';

/** The ledger of an address as it lies in the table, before anybody believes it. */
export interface StoredLedger {
  readonly addressHash: string;
  /** In the order of their places. */
  readonly entries: readonly StoredEntry[];
  readonly forgotten: ForgottenParts;
  /** Where it has to end, as the lead's head or, after an erasure, the address says. Missing when nobody says so. */
  readonly head?: LedgerHead | undefined;
}

/** Which ledger: its address, and the lead that names the address, when only a lead does. */
export interface LedgerName {
  readonly addressHash: string;
  readonly leadId?: string | undefined;
}

/** All that is needed to verify ledgers; strongly consistent, but for which addresses there are. */
export interface StoredLedgers {
  of(name: LedgerName): Promise<StoredLedger>;

  /** The hash of the address of a lead, also of an erased one while its proof is kept. */
  addressOf(leadId: string): Promise<string | undefined>;

  /** All ledgers that are there or should be, some at a time; each is named once. */
  all(): AsyncIterable<readonly LedgerName[]>;
}
