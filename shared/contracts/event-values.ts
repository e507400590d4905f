/** Values of the events' facts, apart from their schemas: who only writes events has these alone in its bundle. */

/** How consents came to their end, and why a lead is erased. */
export const withdrawalMethods = [
  'preferences',
  'unsubscribe-page',
  'one-click',
  'not-me',
  'complaint',
  'bounce',
  'erasure',
] as const;
export const erasureCauses = ['asked', 'unconfirmed', 'retention', 'operator'] as const;

/** What holds an opt-in mail back: a budget (of the mailbox, the network that asked, the domain, everybody), or the address itself. */
export const heldBy = ['mailbox', 'network', 'domain', 'everybody', 'suppressed', 'disposable', 'role'] as const;
