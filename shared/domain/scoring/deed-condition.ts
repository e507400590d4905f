import type { ActivityCondition } from '#contracts/playbook.ts';
import { type Deed, isOn } from './deeds.ts';
import { compileGlob } from './glob.ts';
import { folded } from './words.ts';

/** A condition on what a lead did, made ready. */
export interface DeedPlan {
  readonly rule: ActivityCondition;
  readonly isPage: ((page: string) => boolean) | undefined;
  readonly bit: number;
  readonly within: number;
  readonly atLeast: number;
}

export const deedPlan = (rule: ActivityCondition, bit: number): DeedPlan => ({
  rule,
  isPage: rule.page === undefined ? undefined : compileGlob(folded(rule.page)),
  bit,
  within: rule.within ?? Number.POSITIVE_INFINITY,
  atLeast: rule.atLeast ?? 1,
});

/** Whether it happened often enough, as of a moment in ms since 1970. */
export function happened(plan: DeedPlan, deeds: readonly Deed[], now: number): boolean {
  let count = 0;
  for (const deed of deeds) {
    if (isSuch(plan, deed) && now - deed.at <= plan.within && ++count >= plan.atLeast) return true;
  }

  return false;
}

export const isSuch = (plan: DeedPlan, deed: Deed): boolean =>
  deed.activity.kind === plan.rule.activity && isOn(plan, deed);
