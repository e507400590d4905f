import type { FormView } from '#contracts/form-view.ts';
import { LEFT_EMPTY } from '#contracts/left-empty.ts';
import type { Form, Locale } from '#contracts/playbook.ts';
import type { Sha256 } from '#domain/consent/ledger.ts';

/** A form as a landing page needs it: what to ask, and the exact consent wordings with the hashes to send back. */
export const formView = (
  { id, title, submitLabel, fields, consents }: Form,
  locale: Locale,
  sha256: Sha256,
): FormView => ({
  id,
  locale,
  title: title[locale],
  submitLabel: submitLabel[locale],
  fields: fields.map(({ label, hint, options, ...field }) => ({
    ...field,
    label: label[locale],
    ...(hint === undefined ? {} : { hint: hint[locale] }),
    ...(options === undefined ? {} : { options: options.map(({ value, label }) => ({ value, label: label[locale] })) }),
  })),
  consents: consents.map(({ text, ...consent }) => ({ ...consent, wording: text[locale], text: sha256(text[locale]) })),
  leaveEmpty: LEFT_EMPTY,
});
