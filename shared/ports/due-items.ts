import type { Instant } from '#domain/instant.ts';

/** A lead with a timer that has fallen due, or the erasure of one with a step that has. */
export interface Due {
  readonly kind: 'lead' | 'erasure';
  readonly leadId: string;
}

export interface DueItems {
  /** What has fallen due, shard by shard, at most `limit` from each, the longest due first; eventually consistent. */
  due(now: Instant, limit: number): AsyncIterable<Due>;
}
