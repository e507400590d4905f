import type { JsonSchema } from '../json-schema.ts';

export const exampleLead = '01JDCJ5W1T3Q8Z7X6Y5W4V3T2S';
const instant = '2026-11-24T09:30:00.000Z';

/** What texts look like that the schema knows only as text, by the name of the fact. */
const texts: Readonly<Record<string, string>> = {
  formId: 'whitepaper',
  requestId: '01JDCJ5W1V9M4N8P7R6S5T4V3W',
  offerId: '01JDCK9E2B7C6D5E4F3G2H1J0K',
  activityId: 'a1b2c3d4e5f6',
  messageId: '0107019a-3c5f-7b21-0000-000000000000',
  playbook: '3f9a1c7e20b4',
  salesperson: 'sales-1',
  by: 'sales:sales-1',
  reason: 'no-fit',
  rule: 'decides',
  path: 'good-fit-and-interest',
  fields: 'companyDomain',
  consents: 'email/paper-and-news',
  topic: 'membranes',
};

/** An example of what the schema asks. Throws for a text that has no example, so that a new fact gets one. */
export function exampleOf(schema: JsonSchema, name: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, part]) => [key, exampleOf(part, key)]),
      );
    case 'array':
      return [exampleOf(schema.items ?? {}, name)];
    case 'integer':
      return 1;
    case 'number':
      return 20;
    case 'boolean':
      return true;
    case 'string':
      return schema.format === 'date-time' ? instant : text(name);
    default:
      throw new Error(`docs/events/example.ts knows no example of ${name}`);
  }
}

function text(name: string): string {
  const example = texts[name];
  if (example === undefined) throw new Error(`docs/events/example.ts has no example of the text ${name}`);

  return example;
}
