import type { SuppressionState } from '#domain/consent/suppression.ts';

/** What may not be sent to whom. Written together with the change of a lead (`Change.suppressions`); read at the gate. */
export interface Suppressions {
  /** How each address stands, by its keyed hash, by a strongly consistent read; hashes that are not on the list are left out. At most 100. One call. */
  of(hashes: readonly string[]): Promise<ReadonlyMap<string, SuppressionState>>;
}
