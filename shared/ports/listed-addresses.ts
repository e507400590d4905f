import type { ListedAddress } from '#domain/erasure/replay.ts';

/** The suppression list as a whole, for who restores the leads. */
export interface ListedAddresses {
  /** Every address on it, some at a time; eventually consistent. */
  all(): AsyncIterable<readonly ListedAddress[]>;

  /** One address, by its keyed hash. */
  of(hash: string): Promise<ListedAddress | undefined>;
}
