import type { Grade, Level } from '#contracts/playbook.ts';
import type { Instant } from '../instant.ts';

/** Why a lead has points on the fit axis: the rule holds. */
export interface FitReason {
  readonly axis: 'fit';
  readonly rule: string;
  readonly points: number;
}

/** Why a lead has points on the engagement axis: what it did, what that was worth (`undecayed`, before caps on the sum), and what of it is left now (`points`, capped). */
export interface EngagementReason {
  readonly axis: 'engagement';
  readonly rule: string;
  readonly points: number;
  readonly undecayed: number;
  /** How many activities count towards the rule. */
  readonly count: number;
  readonly latest: { readonly activity: string; readonly at: Instant };
}

export type Reason = FitReason | EngagementReason;

/** The points of a score without the reasons. Points have one decimal. */
export interface Points {
  readonly fit: number;
  readonly engagement: number;
  readonly total: number;
  readonly grade: Grade;
  readonly level: Level;
  /** The first disqualifier that holds, in the playbook's order. */
  readonly disqualifiedBy?: string;
  /** The first path to MQL that is open, in the playbook's order; none is to a disqualified lead. */
  readonly path?: string;
}

/**
 * What a lead is worth to sales, on two axes. The points of the reasons sum exactly (see `sumOfPoints`) to the score. `playbook` is the version of the
 * rules, `at` the moment that the score is as of.
 */
export interface Score extends Points {
  /** In the playbook's order; rules that give nothing are left out. */
  readonly reasons: readonly Reason[];
  readonly playbook: string;
  readonly at: Instant;
  /** When time alone next changes grade, level, the disqualifier or the open paths; missing when it never does. */
  readonly nextChangeAt?: Instant;
}
