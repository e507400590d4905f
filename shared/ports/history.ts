import type { LeadEvent } from '#contracts/events.ts';

export interface History {
  /** Keeps events in their leads' histories; writing one again changes nothing. */
  keep(events: readonly LeadEvent[]): Promise<void>;
}

export interface EventBus {
  /** Announces events; answers those that the bus did not take, in order, after retries. */
  announce(events: readonly LeadEvent[]): Promise<readonly LeadEvent[]>;
}
