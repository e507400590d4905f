import type { Grade, Level } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';
import type { OptIn } from '../lead/opt-in.ts';
import type { Stage } from '../lead/stage.ts';

/**
 * What the rules look at of one lead, in a shape that is the same for every lead of a compiled playbook: for each leaf of a condition (`country in [DE, AT]`)
 * whether it holds. Made once by `CompiledScoring.normalise`, scored as often as you like, as of any moment.
 */
export interface NormalisedLead {
  /** 32 leaves in a word. Those that time decides are not set yet. */
  readonly bits: readonly number[];
  /** For the leaves that time decides, by their place: when their value lies, in ms since 1970, or NaN. */
  readonly moments: readonly number[];
}

/** Where a lead stands, for segments. */
export interface Standing {
  readonly stage: Stage;
  readonly optIn: OptIn['status'];
  readonly capturedAt: Instant;
  readonly fit: number;
  readonly engagement: number;
  readonly grade: Grade;
  readonly level: Level;
}
