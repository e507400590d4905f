import type { Instant } from '#domain/instant.ts';

/** When one mailbox got opt-in mails: what its budget is counted from. Saved alongside the claim of a mail (`Alongside.mailbox`). */
export interface Mailbox {
  /** Keyed hash of the canonical address. */
  readonly hash: string;
  readonly mails: readonly Instant[];
  /** Rises by one with each write; 0 before the first. */
  readonly version: number;
}

/** What the opt-in mails of an hour are counted by, besides the mailbox. */
export interface HourlyBudget {
  readonly by: 'network' | 'domain' | 'everybody';
  /** Which one: holds a keyed hash where it would tell of a person. */
  readonly scope: string;
  readonly limit: number;
}

/** One mail was taken from each budget. */
export interface Taken {
  /** It did not leave after all. */
  giveBack(): Promise<void>;
}

export interface Budgets {
  /** What a mailbox got, by a strongly consistent read. */
  mailbox(hash: string): Promise<Mailbox>;

  /** Takes one mail of this hour from each budget, or from none of them: then it answers the first that is used up. */
  take(budgets: readonly HourlyBudget[], now: Instant): Promise<Taken | { readonly over: HourlyBudget['by'] }>;
}
