import type { ActivityKind } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';

/**
 * What speaks for a person or for a machine behind an activity, as it came: a user agent or headers that no browser has; automation, a page that nobody
 * looked at, or a hand (key, pointer) that the page's script saw; a system of the company's that told of it.
 */
export const signs = ['agent', 'headers', 'automated', 'unattended', 'attended', 'reported'] as const;
export type Sign = (typeof signs)[number];

/** One thing a lead did. The id makes a repeat harmless. */
export interface Activity {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly at: Instant;
  /** What it was about, by the site's own list: `careers`, `membranes`. */
  readonly topic?: string;
  /** Path of the page, without host and query. */
  readonly page?: string;
  readonly signs?: readonly Sign[];
}
