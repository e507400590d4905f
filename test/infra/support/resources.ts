import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

const Json = z.record(z.string(), z.unknown());
const Resource = z.object({ Type: z.string(), Properties: Json.default({}), DeletionPolicy: z.string().optional() });
export type Resource = z.infer<typeof Resource> & { readonly id: string };

/** All resources of a type, with their logical ids. */
export function resources(template: Template, type: string): Resource[] {
  return Object.entries(template.findResources(type)).map(([id, found]) => ({ id, ...Resource.parse(found) }));
}

/** The logical id that `Ref` or `Fn::GetAtt` points to; undefined for anything else. */
export function target(reference: unknown): string | undefined {
  const GetAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
  const Ref = z.object({ Ref: z.string() });

  return GetAtt.safeParse(reference).data?.['Fn::GetAtt'][0] ?? Ref.safeParse(reference).data?.Ref;
}

const Lambda = z.object({ FunctionName: z.string(), Environment: z.object({ Variables: Json }) });

/** The functions by their short name (`capture`, not `goldpan-dev-capture`), with their environment. */
export function functionsOf(
  template: Template,
): Map<string, Resource & { readonly environment: Record<string, unknown> }> {
  return new Map(
    resources(template, 'AWS::Lambda::Function').map((found) => {
      const { FunctionName: name, Environment: environment } = Lambda.parse(found.Properties);

      return [name.replace(/^goldpan-[a-z]+-/, ''), { ...found, environment: environment.Variables }];
    }),
  );
}

const Text = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Statement = z.object({
  Effect: z.literal('Allow'),
  Action: Text,
  Resource: z.unknown().transform((one): unknown[] => (Array.isArray(one) ? one : [one])),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
export type Statement = z.infer<typeof Statement>;
const Policy = z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }), Roles: z.array(z.unknown()) });

/** Everything the function's role may do. Throws when a statement is no plain `Allow`. */
export function statementsOf(template: Template, name: string): Statement[] {
  const role = target(functionsOf(template).get(name)?.Properties.Role);

  return resources(template, 'AWS::IAM::Policy')
    .map(({ Properties }) => Policy.parse(Properties))
    .filter(({ Roles }) => Roles.some((one) => target(one) === role))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}
