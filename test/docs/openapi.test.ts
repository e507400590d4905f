import { expect, it } from 'vitest';
import * as z from 'zod';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import { sha256 } from '#adapters/system/world.ts';
import { FormView } from '#contracts/form-view.ts';
import { Submission, submissionOfForm } from '#contracts/submission.ts';
import { formView } from '#functions/capture/form-view.ts';
import { routes } from '#infra/routes.ts';
import { openApi } from '../../docs/openapi/document.ts';

const Parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean().optional() });
const Operation = z.object({
  operationId: z.string(),
  parameters: z.array(Parameter).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), z.unknown()),
});
const Document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.enum(['get', 'post']), Operation.optional())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()), responses: z.record(z.string(), z.unknown()) }),
});

const document = openApi();
const { paths, components } = Document.parse(document);
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) => (operation ? [{ path, method, operation }] : [])),
);

it('has every route and no other', () => {
  const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
  expect(described.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
});

it('has no reference that leads nowhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to);
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) {
    const [start, ...steps] = reference.split('/');
    expect(start).toBe('#');
    expect(steps.reduce<unknown>(descend, document), reference).toBeDefined();
  }
});

const descend = (value: unknown, step: string): unknown => z.record(z.string(), z.unknown()).parse(value)[step];

it('uses every schema and every answer that it defines', () => {
  const text = JSON.stringify(document);
  for (const [kind, defined] of Object.entries(components))
    for (const name of Object.keys(defined)) expect(text).toContain(`"#/components/${kind}/${name}"`);
});

it('names each operation once', () => {
  const names = operations.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
});

it.each(operations)('declares what stands in the braces of $method $path, and a body only for POST', (one) => {
  const inPath = one.operation.parameters.filter((parameter) => parameter.in === 'path');
  expect(inPath).toEqual(
    [...one.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => expect.objectContaining({ name, required: true })),
  );
  expect(one.operation.requestBody !== undefined).toBe(one.method === 'post');
});

it('tells what zod checks of addresses and instants', () => {
  const { Submission: submission, ActivityReport: activity } = components.schemas;
  expect(submission).toMatchObject({ properties: { page: { format: 'uri', pattern: '^https?://' } } });
  expect(activity).toMatchObject({ properties: { at: { format: 'date-time', pattern: 'Z$' } } });
});

it('tells the fields of a plain form that the submission is read from', () => {
  const wording = 'a'.repeat(64);
  const sent = {
    email: 'x@y.de',
    locale: 'de',
    page: 'https://a.de/',
    'consent.email': 'yes',
    'consentText.email': wording,
  };
  expect(Submission.parse(submissionOfForm(sent))).toMatchObject({
    consents: { email: { given: true, text: wording } },
  });
  expect(components.schemas.SubmissionForm).toMatchObject({
    properties: {
      locale: { enum: ['de', 'en'] },
      page: { format: 'uri' },
      'consent.email': { const: 'yes' },
      'consentText.email': { pattern: '^[0-9a-f]{64}$' },
    },
    additionalProperties: { type: 'string' },
  });
});

it('tells the form as it is told to landing pages', () => {
  const { forms } = compilePlaybook('playbook');
  for (const form of Object.values(forms)) expect(() => FormView.parse(formView(form, 'de', sha256))).not.toThrow();
});
