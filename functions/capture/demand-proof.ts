import type { Submission } from '#contracts/submission.ts';
import { ChallengeRequiredError } from '#ports/challenge-required-error.ts';
import type { Challenges } from '#ports/challenges.ts';
import type { OptInLoad } from '#ports/opt-in-load.ts';

interface World {
  readonly challenges: Challenges;
  readonly optInLoad: OptInLoad;
  /** Whoever fills a form faster (in ms) is taken for a machine until it shows some work. */
  readonly minimumFillTime: number;
}

/** Lets a submission pass, at once or with a proof of work. @throws ChallengeRequiredError with the challenge that is to be solved. */
export type DemandProof = (subject: string, submission: Pick<Submission, 'openFor' | 'solution'>) => Promise<void>;

/**
 * Demands a proof of work of everybody while too many opt-in mails go out, and at any time of who filled the form faster than people do. How long it took is
 * what the sender says, or does not say: it finds those who work the page with a browser, nobody else.
 */
export const demandProof =
  ({ challenges, optInLoad, minimumFillTime }: World): DemandProof =>
  async (subject, { openFor, solution }) => {
    const isTooFast = openFor !== undefined && openFor < minimumFillTime;
    if (!isTooFast && !(await optInLoad.isHigh())) return;
    if (solution !== undefined && (await challenges.isSolved(solution, subject))) return;
    throw new ChallengeRequiredError(await challenges.pose(subject));
  };
