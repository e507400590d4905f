import type { Suppression } from '#domain/consent/suppression.ts';

/** Puts addresses on the suppression list where no lead changes with it: its lead is gone, or has nothing left to end. */
export interface AddressBlocks {
  /** All or none of them. Again, it changes nothing. */
  add(suppressions: readonly Suppression[]): Promise<void>;
}
