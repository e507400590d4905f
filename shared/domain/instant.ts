/** A moment in UTC as ISO 8601 with milliseconds, e.g. `2026-11-23T09:30:00.000Z`. Sorts as text. */
export type Instant = string;

/** The moment `ms` milliseconds after (or before, when negative) another. */
export const after = (instant: Instant, ms: number): Instant => new Date(Date.parse(instant) + ms).toISOString();

/** Milliseconds from one moment to a later one; negative when it lies earlier. */
export const elapsed = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);

/** Whether a deadline has come: true from the deadline itself on. */
export const isDue = (deadline: Instant, now: Instant): boolean => deadline <= now;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
