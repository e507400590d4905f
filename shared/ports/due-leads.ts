import type { Instant } from '#domain/instant.ts';

export interface DueLeads {
  /** Ids of the leads with a timer that has fallen due, shard by shard, at most `limit` from each; eventually consistent. */
  due(now: Instant, limit: number): AsyncIterable<string>;
}
