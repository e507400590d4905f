import * as z from 'zod/mini';
import { Challenge } from './challenge.ts';
import { Problem } from './problem.ts';

/** The refusal `challenge-required`: the same request again, with the challenge's `solution`, is accepted. */
export const ChallengeProblem = z.extend(Problem, { challenge: Challenge });
