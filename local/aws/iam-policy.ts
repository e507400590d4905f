import * as z from 'zod';
import { assertKnownOperator, type Condition } from './iam-condition.ts';

/** One statement of an identity policy. Exactly one of the pairs action/notAction and resource/notResource is there. */
export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly conditions: readonly Condition[];
};

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));
const scalars = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const conditionValues = z
  .union([scalars, z.array(scalars)])
  .transform((value) => (Array.isArray(value) ? value : [value]));

const PolicyStatement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), conditionValues)).default({}),
});
const PolicyDocument = z.object({
  Statement: z
    .union([PolicyStatement, z.array(PolicyStatement)])
    .transform((value) => (Array.isArray(value) ? value : [value])),
});

/** Parses a policy document. Throws for what the evaluator does not know: an unknown operator or a policy variable. */
export function parsePolicy(document: unknown): Statement[] {
  return PolicyDocument.parse(document).Statement.map((statement) => {
    const conditions = Object.entries(statement.Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
    );
    for (const { operator } of conditions) assertKnownOperator(operator);
    for (const text of [
      ...(statement.Resource ?? []),
      ...(statement.NotResource ?? []),
      ...conditions.flatMap(({ values }) => values),
    ]) {
      if (text.includes('${')) throw new Error(`The local runtime does not know policy variables: ${text}`);
    }

    return {
      effect: statement.Effect,
      actions: statement.Action,
      notActions: statement.NotAction,
      resources: statement.Resource,
      notResources: statement.NotResource,
      conditions,
    };
  });
}
