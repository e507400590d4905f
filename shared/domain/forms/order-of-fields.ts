import type { Form, Scoring } from '#contracts/playbook.ts';
import { expectedGain } from './expected-gain.ts';

/**
 * The names of a form's fields, first what would change the score most: by the expected gain, then the largest, then the form's own order. The address is
 * not among them: whoever is recognised has one.
 */
export function orderOfFields(form: Pick<Form, 'fields'>, scoring: Pick<Scoring, 'fit' | 'titles'>): string[] {
  return form.fields
    .filter(({ type }) => type !== 'email')
    .map((field) => ({ name: field.name, ...expectedGain(field, form, scoring) }))
    .sort((a, b) => b.expected - a.expected || b.largest - a.largest)
    .map(({ name }) => name);
}
