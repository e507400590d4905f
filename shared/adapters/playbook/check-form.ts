import { DAY } from '#domain/instant.ts';
import type { Finding } from './playbook-error.ts';
import { repeated } from './repeated.ts';
import type { FormSource } from './source.ts';
import type { SourceFile } from './source-file.ts';

/** What nobody confirmed is gone by day 8, the erasure included. */
const LONGEST_EXPIRY = 7 * DAY;

/** What a schema cannot see in a form: names twice, a missing address, selects without options, a request that waits for too long. */
export function checkForm(file: SourceFile, form: FormSource): Finding[] {
  const findings: Finding[] = [];
  const { fields, consents, progressive, optInExpiry } = form;

  if (optInExpiry > LONGEST_EXPIRY) {
    findings.push(
      file.finding(['optInExpiry'], 'optInExpiry must be at most P7D: what nobody confirms has to be gone by day 8'),
    );
  }
  for (const index of repeated(fields, ({ name }) => name)) {
    findings.push(
      file.finding(['fields', index, 'name'], `fields[${index}].name ${fields[index]?.name} is used twice`),
    );
  }
  for (const index of repeated(consents, ({ channel, purpose }) => `${channel}/${purpose}`)) {
    findings.push(file.finding(['consents', index], `consents[${index}] repeats the channel and purpose of another`));
  }
  if (!fields.some(({ name, type, required }) => name === 'email' && type === 'email' && required)) {
    findings.push(file.finding(['fields'], 'fields must hold a required field named email of type email'));
  }
  if (!consents.some(({ channel, required }) => channel === 'email' && required)) {
    findings.push(
      file.finding(['consents'], 'consents must hold a required one for channel email: without it nothing may be sent'),
    );
  }
  const required = fields.filter((field) => field.required && field.type !== 'email').length;
  if (progressive !== undefined && progressive.maxFields < required) {
    findings.push(
      file.finding(
        ['progressive', 'maxFields'],
        `progressive.maxFields must be at least ${required}: as many fields besides the address are required`,
      ),
    );
  }
  fields.forEach((field, index) => {
    const path = ['fields', index, 'options'];
    if (field.type === 'select' && !field.options?.length) {
      findings.push(file.finding(path, `fields[${index}].options is missing: a select needs at least one`));
    }
    if (field.type !== 'select' && field.options) {
      findings.push(file.finding(path, `fields[${index}].options belongs to type select only`));
    }
    if (field.type === 'email' && field.name !== 'email') {
      findings.push(
        file.finding(['fields', index, 'name'], `fields[${index}].name must be email: a form asks for one address`),
      );
    }
    for (const twice of repeated(field.options ?? [], ({ value }) => value)) {
      findings.push(file.finding([...path, twice], `fields[${index}].options[${twice}].value is used twice`));
    }
    for (const [at, { value }] of (field.options ?? []).entries()) {
      if (value.length <= field.maxLength) continue;
      findings.push(
        file.finding([...path, at], `fields[${index}].options[${at}].value is longer than the field's maxLength`),
      );
    }
  });

  return findings;
}
