import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1';
import { MINUTE } from '#domain/instant.ts';
import type { Challenges } from '#ports/challenges.ts';
import type { Clock } from '#ports/world.ts';
import { type Keyring, mac } from './keyring.ts';

/** The most hashes that a solution takes; half of them in the mean. About a second of a telephone's time (docs/adr/0046). */
export const MOST_HASHES = 400_000;
/** How long a challenge may be solved. */
export const GOOD_FOR = 10 * MINUTE;
const KEY_BYTES = 32;

/**
 * Challenges of ALTCHA's first version, signed with a key of our own for each subject, derived from the ring's oldest. Nothing is stored: what was solved once
 * may be sent again until it expires, but only for the same subject.
 */
export const proofsOfWork = (keyring: Pick<Keyring, 'first'>, clock: Clock): Challenges => {
  const keyFor = async (subject: string) => mac(await keyring.first(), `proof of work\n${subject}`, KEY_BYTES);

  return {
    pose: async (subject) => {
      const expires = new Date(Date.parse(clock()) + GOOD_FOR);
      const posed = await createChallenge({ hmacKey: await keyFor(subject), maxnumber: MOST_HASHES, expires });
      const { challenge, salt, signature } = posed;

      return { algorithm: 'SHA-256', challenge, salt, signature, maxnumber: MOST_HASHES };
    },

    isSolved: async (solution, subject) => {
      // Signed with the rest; the library would look at its own clock.
      const expires = Number(extractParams(solution).expires) * 1_000;
      if (!(expires > Date.parse(clock()))) return false;

      return verifySolution(solution, await keyFor(subject), false);
    },
  };
};
