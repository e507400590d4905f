import * as z from 'zod/mini';

const Hex = z.string().check(z.regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hex digits' }));
const posed = {
  algorithm: z.literal('SHA-256'),
  challenge: Hex,
  salt: z.string().check(z.maxLength(200)),
  signature: Hex,
};

/** A proof of work (ALTCHA, version 1): find the number from 0 to `maxnumber` with which the SHA-256 (hex) of `salt` followed by the number is `challenge`. */
export const Challenge = z.strictObject({ ...posed, maxnumber: z.int().check(z.positive()) });
export type Challenge = z.infer<typeof Challenge>;

/** The challenge as it was posed, with the number that was found. */
export const Solution = z.strictObject({ ...posed, number: z.int().check(z.minimum(0)) });
export type Solution = z.infer<typeof Solution>;
