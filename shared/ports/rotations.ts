import type { Rotation } from './leads.ts';

export interface Rotations {
  /** Where a team's rotation stands, by a strongly consistent read; version 0 before the first turn. */
  get(team: string): Promise<Rotation>;
}
