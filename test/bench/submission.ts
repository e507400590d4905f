import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Form } from '#contracts/playbook.ts';
import type { FunctionSettings } from '#local/lambda/function-settings.ts';

const Compiled = z.object({ forms: z.object({ whitepaper: z.custom<Form>((form) => Form.safeParse(form).success) }) });

/** The white paper's form as it deploys with `capture`. */
export const formOf = ({ folder }: FunctionSettings): Form =>
  Compiled.parse(JSON.parse(readFileSync(join(folder, 'playbook.json'), 'utf8'))).forms.whitepaper;

/** A visitor's submission, with the boxes for mail and tracking ticked. Long answers: with what enrichment adds, they make a profile of 2 KB. */
export function aSubmission(form: Form, visitor: string) {
  const local = `ada.${visitor}.`.padEnd(64, 'a');
  const domain = `${'wasserwerk-nord.'.repeat(10)}stadtwerke.example`;
  const long = (text: string, name: string) =>
    text.padEnd(0.9 * (form.fields.find((field) => field.name === name)?.maxLength ?? 0), 'ẞ');
  const boxes = form.consents
    .filter(({ channel }) => channel !== 'phone')
    .map(({ channel, text }) => [channel, { given: true, text: createHash('sha256').update(text.en).digest('hex') }]);

  return {
    fields: {
      email: `${local}@${domain}`,
      firstName: long('Ada ', 'firstName'),
      lastName: long('Groß-', 'lastName'),
      company: long('Wasserwerk Nord ', 'company'),
      jobTitle: long('Head of operations, ', 'jobTitle'),
      companySize: '50-249',
      country: 'GB',
      phone: '+49 (0) 30 1234567890 - 1234567890'.padEnd(40, '0'),
    },
    consents: Object.fromEntries(boxes),
    locale: 'en',
    page: 'https://www.flusswerk.example/whitepaper?utm_source=newsletter&utm_campaign=november',
  };
}
