/** Which leads addresses belong to. */
export interface KnownAddresses {
  /** The id of each address's lead; an address that is nobody's is left out. Takes normalised addresses (`mailboxAddress`), at most 100. One call. */
  leadsOf(emails: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
