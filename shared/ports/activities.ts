import type { Activity } from '#domain/lead/activity.ts';

/** What one lead did. */
export interface Done {
  readonly leadId: string;
  readonly activity: Activity;
}

export interface Activities {
  /** Saves activities, 25 a call, whosever they are, each for so long after it happened, ms. Of one lead's with the same id the last that came is kept: a repeat adds none. */
  record(done: readonly Done[], keptFor: number): Promise<void>;

  /** All activities of a lead, oldest first. */
  of(leadId: string): Promise<Activity[]>;

  /** Deletes what was recorded for a lead that is not there any more; how many. */
  forget(leadId: string): Promise<number>;

  /** Deletes some of a lead's activities. */
  drop(leadId: string, ids: readonly string[]): Promise<void>;
}
