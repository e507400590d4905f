/** What is known of the programs that ask. */
export interface Agents {
  /** Whether a user agent is that of a machine: a crawler, a scanner of mails, a script, or nothing at all. */
  isMachine(userAgent: string): boolean;
}
