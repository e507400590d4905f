import type { Grade, Level } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';
import type { OptIn } from '../lead/opt-in.ts';
import type { Stage } from '../lead/stage.ts';
import type { Value } from './holds.ts';

/**
 * What the rules look at of one lead, in a shape that is the same for every lead of a compiled playbook: by its place, the value of each field that a rule
 * names, and what of it is compared as words or as folded text. Made once by `CompiledScoring.normalise`, scored as often as you like.
 */
export interface NormalisedLead {
  /** Undefined for what is unknown or empty. */
  readonly values: readonly (Value | undefined)[];
  /** ` head of operations `, for fields whose words a rule looks for. */
  readonly words: readonly string[];
  /** For fields that a rule compares with a pattern. */
  readonly texts: readonly string[];
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
