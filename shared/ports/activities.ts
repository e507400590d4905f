import type { Activity } from '#domain/lead/activity.ts';

export interface Activities {
  /** Saves activities of one lead; a repeat of one with the same id and time changes nothing. At most 25 are one call. */
  record(leadId: string, activities: readonly Activity[]): Promise<void>;

  /** All activities of a lead, oldest first. */
  of(leadId: string): Promise<Activity[]>;
}
