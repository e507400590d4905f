import type { Grade, Level } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';
import type { OptIn } from '../lead/opt-in.ts';
import type { Profile } from '../lead/profile.ts';
import type { Stage } from '../lead/stage.ts';

/**
 * What the rules look at of one lead, in a shape that is the same for every lead of a compiled playbook: the value of each field that a rule names, by its
 * place. Made once by `CompiledScoring.normalise`, scored as often as you like.
 */
export interface NormalisedLead {
  readonly profile: Profile;
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
