/** A mail with the link of an opt-in request, as the ledger of its address knows it. */
export interface OptInMail {
  readonly messageId: string;
  readonly requestId: string;
  /** The ledger says that it arrived. */
  readonly delivered: boolean;
}

export interface OptInMails {
  /** The opt-in mails that the ledger of an address (its keyed hash) has, by a strongly consistent read. */
  of(addressHash: string): Promise<readonly OptInMail[]>;
}
