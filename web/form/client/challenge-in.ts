import type { Challenge } from '#contracts/challenge.ts';

/** More work than this is no proof but an attack. */
const MOST = 10_000_000;

/** The challenge of a `challenge-required` answer, if it has the shape agreed on. */
export function challengeIn(problem: unknown): Challenge | undefined {
  if (typeof problem !== 'object' || problem === null || !('challenge' in problem)) return undefined;

  return isChallenge(problem.challenge) ? problem.challenge : undefined;
}

function isChallenge(value: unknown): value is Challenge {
  if (typeof value !== 'object' || value === null) return false;
  const { algorithm, challenge, salt, signature, maxnumber } = value as Record<string, unknown>;
  const isText = [challenge, salt, signature].every((part) => typeof part === 'string');

  return algorithm === 'SHA-256' && isText && typeof maxnumber === 'number' && maxnumber <= MOST;
}
