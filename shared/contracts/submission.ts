import * as z from 'zod/mini';
import { Solution } from './challenge.ts';
import { channels, Locale } from './playbook.ts';

const UNFIT = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** A form as a landing page sends it. What the fields may be is the playbook's to say. */
export const Submission = z.strictObject({
  /**
   * The token of a recognised lead, in place of `fields.email`, on a form that the playbook calls progressive: then only what is unknown is required. One
   * that is not ours, or not good any more, counts as none.
   */
  lead: z.optional(z.string()),
  /** Field name of the form to what was typed. */
  fields: z.record(z.string().check(z.maxLength(60)), z.string({ error: 'must be text' })),
  /** The boxes, by channel: whether ticked, and the SHA-256 (hex) of the wording beside the box. */
  consents: z.optional(
    z.partialRecord(
      z.enum(channels),
      z.strictObject({
        given: z.boolean(),
        text: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hex' }))),
      }),
    ),
  ),
  locale: z.optional(Locale),
  /** For how long, in ms, somebody had the form before sending it. */
  openFor: z.optional(z.int().check(z.minimum(0))),
  /** Of the challenge that came with a refusal (428): the number that was found. */
  solution: z.optional(Solution),
  /** The page the form stood on. */
  page: z.optional(
    z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).check(
      z.maxLength(2000, { error: 'must be at most 2000 characters' }),
      // It becomes part of the proof: half characters cannot be stored, and what turns the direction of text would show another address.
      z.refine((page) => !UNFIT.test(page), { error: 'must be an http(s) address' }),
    ),
  ),
});
export type Submission = z.infer<typeof Submission>;

/** The same from a plain HTML form: field names as they are, boxes as `consent.<channel>=yes` with `consentText.<channel>`. */
export function submissionOfForm(form: Readonly<Record<string, string>>): unknown {
  const fields: Record<string, string> = {};
  const consents: Record<string, { given?: boolean; text?: string }> = {};
  const rest: Record<string, string> = {};
  for (const [name, value] of Object.entries(form)) {
    const [, part, channel] = /^(consent|consentText)\.(\w+)$/.exec(name) ?? [];
    if (name === 'locale' || name === 'page') rest[name] = value;
    else if (part === undefined || channel === undefined) fields[name] = value;
    else
      consents[channel] = {
        given: false,
        ...consents[channel],
        ...(part === 'consent' ? { given: value === 'yes' } : { text: value }),
      };
  }

  return { fields, consents, ...rest };
}
