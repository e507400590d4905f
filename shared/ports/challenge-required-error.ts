import type { Challenge } from '#contracts/challenge.ts';

/** Nothing is done for this request until its challenge is solved. */
export class ChallengeRequiredError extends Error {
  override readonly name = 'ChallengeRequiredError';
  readonly challenge: Challenge;

  constructor(challenge: Challenge) {
    super('A proof of work is required');
    this.challenge = challenge;
  }
}
