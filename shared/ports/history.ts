import type { GoldpanEvent } from '#contracts/events.ts';

export interface History {
  /** Keeps events in their leads' histories; writing one again changes nothing. What did not happen to a lead is passed over. */
  keep(events: readonly GoldpanEvent[]): Promise<void>;
}

export interface EventBus {
  /** Announces events; answers those that the bus did not take, in order, after retries. */
  announce(events: readonly GoldpanEvent[]): Promise<readonly GoldpanEvent[]>;
}
