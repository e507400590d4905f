import type { GoldpanEvent } from '#contracts/events.ts';
import type { FunctionName } from './functions.ts';

/** A function that hears events of the bus through a queue of its own. */
export type Consumer = {
  readonly function: FunctionName;
  /** The detail-types it hears. */
  readonly on: readonly GoldpanEvent['type'][];
  readonly batchSize: number;
  /** How long a batch gathers before the function runs. 0: the first event starts it. */
  readonly windowSeconds: number;
  /** How long every event waits before it may be taken. Left out: not at all. */
  readonly delaySeconds?: number;
  /** How many batches run at once, at most. */
  readonly maxConcurrency: number;
  /** The oldest waiting event may be this old before someone is told. */
  readonly lateAfterMinutes: number;
};

export const consumers: readonly Consumer[] = [
  {
    function: 'mail',
    on: [
      'lead.captured',
      'lead.resubmitted',
      'lead.opt-in-reminder-due',
      'lead.confirmed',
      'lead.mail-due',
      'lead.offered',
      'lead.accepted',
      'lead.offer-reminder-due',
    ],
    // A prospect waits for the opt-in mail: no window. The cap keeps near SES' default rate of 14 mails a second.
    batchSize: 10,
    windowSeconds: 0,
    maxConcurrency: 5,
    lateAfterMinutes: 5,
  },
  {
    function: 'enrich',
    on: ['lead.confirmed'],
    batchSize: 10,
    windowSeconds: 0,
    maxConcurrency: 10,
    lateAfterMinutes: 15,
  },
  {
    function: 'score',
    on: ['lead.enriched', 'lead.resubmitted', 'lead.established', 'activity.recorded', 'lead.rescore-due'],
    // A visit makes several activities within seconds: one batch scores the lead once.
    batchSize: 50,
    windowSeconds: 3,
    maxConcurrency: 10,
    lateAfterMinutes: 15,
  },
  {
    function: 'route',
    on: ['lead.qualified', 'lead.declined', 'lead.offer-lapsed', 'lead.routing-due'],
    // Every offer moves the team's one rotation item: more at once would only collide there.
    batchSize: 10,
    windowSeconds: 0,
    maxConcurrency: 2,
    lateAfterMinutes: 15,
  },
  {
    function: 'erase',
    on: ['lead.erasure-requested', 'lead.erasure-due'],
    // Nobody waits, and a large lead takes a run for itself.
    batchSize: 5,
    windowSeconds: 0,
    maxConcurrency: 2,
    lateAfterMinutes: 60,
  },
  {
    function: 'rescore',
    on: ['playbook.released', 'playbook.rescore-page'],
    // One page a run. The pause before each page is what keeps a release from crowding out the scores of who is on the site now.
    batchSize: 1,
    windowSeconds: 0,
    delaySeconds: 5,
    maxConcurrency: 4,
    lateAfterMinutes: 15,
  },
];

/** How `rescore` reads the table: in so many segments side by side, at most so many items a page (about 1 MB, the most that one scan reads). */
export const rescoring = { segments: 8, pageItems: 2_000 } as const;
