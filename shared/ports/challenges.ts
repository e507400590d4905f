import type { Challenge, Solution } from '#contracts/challenge.ts';

/** Proofs of work, each bound to what it is demanded for. */
export interface Challenges {
  pose(subject: string): Promise<Challenge>;

  /** Whether this solves a challenge that was posed for the same subject within the last minutes. */
  isSolved(solution: Solution, subject: string): Promise<boolean>;
}
