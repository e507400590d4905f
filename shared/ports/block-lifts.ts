import type { SuppressionState } from '#domain/consent/suppression.ts';
import type { Instant } from '#domain/instant.ts';

/** Who lifted a block, and when: kept on the suppression list. */
export interface BlockLift {
  readonly by: string;
  readonly at: Instant;
}

export interface BlockLifts {
  /** Takes this very block from an address, by its keyed hash. Answers false, and changes nothing, when it is not there any more. */
  lift(hash: string, block: NonNullable<SuppressionState['block']>, lift: BlockLift): Promise<boolean>;
}
