/** Keyed hashes: equal for equal input, of no use to who lacks the key. */
export interface KeyedHashes {
  /** The partition of an address: a hash of the normalised address. */
  address(email: string): Promise<string>;
  /** A hash of anything else that must not be stored plain. */
  of(text: string): Promise<string>;
}
