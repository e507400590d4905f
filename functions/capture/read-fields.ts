import type { FieldFault } from '#app/invalid-submission-error.ts';
import { mailboxAddress } from '#app/mailbox-address.ts';
import type { Form, FormField, Locale } from '#contracts/playbook.ts';
import { messages } from './messages.ts';

/** Control and line characters, halves of surrogate pairs, marks that turn the reading direction, code points that are no characters, and what stands in for bytes that were not UTF-8. */
const UNFIT = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFFD-\uFFFF]/u;
const PHONE = /^\+?[0-9 ()/.-]{5,40}$/;

/**
 * The answers of a form, each as typed without the white space around it; empty answers are left out. Every fault is found, not only the first, and told in
 * the form's language.
 */
export function readFields(
  form: Form,
  typed: Readonly<Record<string, string>>,
  locale: Locale,
): { fields: Record<string, string>; faults: FieldFault[] } {
  const say = messages[locale];
  const fields: Record<string, string> = {};
  const faults: FieldFault[] = [];
  const known = new Set(form.fields.map(({ name }) => name));
  for (const name of Object.keys(typed)) if (!known.has(name)) faults.push({ field: name, message: say.unknownField });
  for (const field of form.fields) {
    const value = (Object.hasOwn(typed, field.name) ? (typed[field.name] ?? '') : '').trim();
    const answer = value === '' ? absent(field, say) : read(field, value, say);
    if (typeof answer === 'string') faults.push({ field: field.name, message: answer });
    else if (answer.value !== undefined) fields[field.name] = answer.value;
  }

  return { fields, faults };
}

type Messages = (typeof messages)[Locale];
/** What a field holds, or what is wrong with it. */
type Answer = { readonly value: string | undefined } | string;

const absent = (field: FormField, say: Messages): Answer => (field.required ? say.required : { value: undefined });

function read(field: FormField, value: string, say: Messages): Answer {
  if (value.length > field.maxLength) return say.tooLong(field.maxLength);
  if (UNFIT.test(value)) return say.unfitCharacters;
  switch (field.type) {
    case 'email':
      return readEmail(value, say);
    case 'tel':
      return PHONE.test(value) ? { value } : say.noPhone;
    case 'select':
      return field.options?.some((option) => option.value === value) ? { value } : say.unknownOption;
    case 'text':
      return { value };
  }
}

function readEmail(value: string, say: Messages): Answer {
  const address = mailboxAddress(value);

  return address === undefined ? say.noEmail : { value: address };
}
