import type { ConsentEntry, Sha256 } from '#domain/consent/ledger.ts';
import { type KnownOfLedger, ledgerFault } from '#domain/consent/ledger-fault.ts';

/** The number of the first entry with which a ledger is not what was written; undefined when it is whole. */
export const firstBrokenEntry = (
  entries: readonly ConsentEntry[],
  sha256: Sha256,
  known: KnownOfLedger = {},
): number | undefined =>
  ledgerFault(
    entries.map((entry) => ({ place: entry.n, entry })),
    sha256,
    known,
  )?.n;
