import type { Instant } from '#domain/instant.ts';

/** One thing that happened to a lead, as it was announced. */
export interface Happening {
  readonly type: string;
  readonly at: Instant;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface LeadHistory {
  /** All that happened to a lead, the oldest first. What it did itself are its activities. */
  of(leadId: string): Promise<Happening[]>;
}
