import type { ActivityKind } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';

/** One thing a lead did. The id makes a repeat harmless. */
export interface Activity {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly at: Instant;
  /** What it was about, by the site's own list: `careers`, `membranes`. */
  readonly topic?: string;
  /** Path of the page, without host and query. */
  readonly page?: string;
}
