import type { Counts, HourlyCounts, Mailing } from '#domain/mailing/reputation.ts';

/** Whether marketing mail may go; read at the gate. */
export interface Mailings {
  /** By a strongly consistent read. */
  get(): Promise<Mailing>;
  /** Saves what followed from the version before. Answers false, and saves nothing, when somebody else wrote first. */
  save(mailing: Mailing): Promise<boolean>;
}

/** What became of all mails, hour by hour. */
export interface MailCounts {
  /** Adds to an hour. With `once`, only the first time that this very thing is told; answers whether it was. */
  add(hour: string, counts: Counts, once?: { readonly messageId: string; readonly what: string }): Promise<boolean>;
  /** The hours from this one on that have something, by a strongly consistent read. */
  from(hour: string): Promise<readonly HourlyCounts[]>;
}
