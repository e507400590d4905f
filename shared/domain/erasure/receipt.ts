import { after, DAY, HOUR, type Instant } from '../instant.ts';

/** What became of a lead in one system: nothing in it names the person. */
export interface Receipt {
  /** `deleted`: what was there is gone. `kept`: it stays, restricted, until then. `forgets`: the system does so by itself, by then at the latest. */
  readonly outcome: 'deleted' | 'kept' | 'forgets' | 'holds-nothing';
  readonly at: Instant;
  readonly count?: number;
  readonly until?: Instant;
}

/** By the name of the system. */
export type Receipts = Readonly<Record<string, Receipt>>;

/** How long the table's stream keeps what it tells: then no reader of it writes about the lead any more. */
export const STREAM_KEEPS = 24 * HOUR;
/** Point-in-time recovery of the table. */
export const BACKUPS_KEEP = 35 * DAY;
/** Answers to repeated requests: keyed hashes. */
export const REQUESTS_KEPT = DAY;
/** What SES tells about a mail names its recipient, and waits in a queue until it is worked off: seconds, at most this. Everywhere else queues carry ids alone. */
export const QUEUES_KEEP = 14 * DAY;
/** The mail provider tries for so long to hand a mail over. */
export const MAIL_TRIED = DAY;

/** The receipts of the systems that forget by themselves, from the moment on at which nothing new comes. Events and logs carry ids alone. */
export const ofThoseThatForget = (now: Instant): Receipts => ({
  stream: { outcome: 'forgets', at: now, until: after(now, STREAM_KEEPS) },
  requests: { outcome: 'forgets', at: now, until: after(now, REQUESTS_KEPT) },
  'mail-provider': { outcome: 'forgets', at: now, until: after(now, MAIL_TRIED) },
  backups: { outcome: 'forgets', at: now, until: after(now, BACKUPS_KEEP) },
  queues: { outcome: 'forgets', at: now, until: after(now, QUEUES_KEEP) },
  logs: { outcome: 'holds-nothing', at: now },
});

/** So much more was deleted in a system. */
export function counted(receipts: Receipts, system: string, more: number, now: Instant): Receipts {
  if (more === 0) return receipts;

  return { ...receipts, [system]: { outcome: 'deleted', at: now, count: (receipts[system]?.count ?? 0) + more } };
}
