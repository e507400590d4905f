import type { Instant } from '../instant.ts';

export const stages = ['raw', 'mql', 'sql', 'customer', 'lost', 'disqualified'] as const;
export type Stage = (typeof stages)[number];

/** When a lead last entered a stage, who moved it, and why. `by` is `system`, `lead` or `sales:<id>`. */
export interface StageRecord {
  readonly since: Instant;
  readonly by: string;
  readonly reason: string;
}

/** The whole machine. A declined or lost lead is recycled to `raw`; a customer and a disqualified lead stay. */
export const transitions: Readonly<Record<Stage, readonly Stage[]>> = {
  raw: ['mql', 'disqualified'],
  mql: ['sql', 'raw', 'disqualified'],
  sql: ['customer', 'lost', 'raw', 'disqualified'],
  customer: [],
  lost: ['raw'],
  disqualified: [],
};

export const mayMove = (from: Stage, to: Stage): boolean => transitions[from].includes(to);
