import * as z from 'zod/mini';

const Consent = z.string().check(z.maxLength(80));

/** What the preferences page posts. `consent` is channel and purpose, `wording` the SHA-256 of the words that were shown. */
export const PreferenceChange = z.union([
  z.strictObject({ action: z.literal('withdraw'), consent: Consent }),
  z.strictObject({ action: z.literal('withdraw-all') }),
  z.strictObject({
    action: z.literal('give'),
    consent: Consent,
    wording: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256, hex')),
  }),
]);
export type PreferenceChange = z.infer<typeof PreferenceChange>;
