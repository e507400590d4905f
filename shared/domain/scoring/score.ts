import type { Instant } from '../instant.ts';

/** Why a lead has points on the fit axis: the rule holds. */
export interface FitReason {
  readonly axis: 'fit';
  readonly rule: string;
  readonly points: number;
}

/** Why a lead has points on the engagement axis: what it did, what that was worth (`undecayed`), and what of it is left now (`points`, capped). */
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

/**
 * What a lead is worth to sales, on two axes. Points have one decimal; the points of the reasons sum exactly (see `sumOfPoints`) to the score. `playbook` is
 * the version of the rules.
 */
export interface Score {
  readonly fit: number;
  readonly engagement: number;
  readonly total: number;
  /** In the playbook's order; rules that give nothing are left out. */
  readonly reasons: readonly Reason[];
  readonly playbook: string;
  readonly at: Instant;
}
