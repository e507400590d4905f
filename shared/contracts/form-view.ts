import * as z from 'zod/mini';
import { LEFT_EMPTY } from './left-empty.ts';
import { FormConsent, FormField, Id, Locale } from './playbook.ts';

/** One field as a landing page asks it, in one language. */
const AskedField = z.strictObject({
  ...z.omit(FormField, { label: true, hint: true, options: true }).shape,
  label: z.string(),
  hint: z.optional(z.string()),
  options: z.optional(z.array(z.strictObject({ value: z.string(), label: z.string() }))),
});

/** One consent: the exact wording to show beside the box, and its SHA-256 (hex) to send back as `text`. */
const AskedConsent = z.strictObject({
  ...z.omit(FormConsent, { text: true }).shape,
  wording: z.string(),
  text: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});

/**
 * A form as `GET /forms/{formId}` tells it: what to ask, and the consents with the hashes to send back. Of a recognised lead it asks no address, and only
 * what is unknown: such a form is submitted with the token as `lead`.
 */
export const FormView = z.strictObject({
  id: Id,
  locale: Locale,
  title: z.string(),
  submitLabel: z.string(),
  fields: z.array(AskedField),
  consents: z.array(AskedConsent),
  /** The name of one field more, which people must neither see nor fill in: what comes with something in it is answered like anything, and dropped. */
  leaveEmpty: z.literal(LEFT_EMPTY),
});
export type FormView = z.infer<typeof FormView>;
