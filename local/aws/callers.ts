import * as z from 'zod';
import type { Model, Resource } from '../cfn/model.ts';
import { parsePolicy, type Statement } from './iam-policy.ts';

/** Who calls AWS: a function in its role, or the runtime itself, which may do everything. */
export type Caller = {
  /** The function's name, or `admin`. */
  readonly name: string;
  readonly role: string;
  /** As AWS names the session of a function: `arn:aws:sts::000000000000:assumed-role/ROLE/FUNCTION`. */
  readonly principal: string;
  /** Undefined for the runtime itself. */
  readonly statements: readonly Statement[] | undefined;
};

export type Callers = {
  /** The caller behind an access key, or undefined. */
  byAccessKey(accessKeyId: string): Caller | undefined;
  /** The key with which a function calls AWS. Throws for an unknown function. */
  credentialsOf(functionName: string): { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly functions: readonly Caller[];
};

/** The runtime's own access key. */
export const ADMIN_KEY = 'admin';
const SECRET = 'local';

const FunctionProperties = z.object({ Role: z.string() });
const RoleProperties = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});
const PolicyProperties = z.object({ PolicyDocument: z.unknown(), Roles: z.array(z.string()).default([]) });

/** AWS's managed policies that a function may carry and that concern only services the runtime does not emulate. */
const harmlessManagedPolicies = new Set(
  ['AWSLambdaBasicExecutionRole', 'AWSXRayDaemonWriteAccess'].flatMap((name) => [
    `arn:aws:iam::aws:policy/service-role/${name}`,
    `arn:aws:iam::aws:policy/${name}`,
  ]),
);

/** Reads each function's role and policies from the model. Throws for a policy that cannot be evaluated locally. */
export function callersOf(model: Model): Callers {
  const functions = model
    .ofType('AWS::Lambda::Function')
    .map((lambdaFunction) => functionCaller(model, lambdaFunction));
  const admin: Caller = {
    name: ADMIN_KEY,
    role: ADMIN_KEY,
    principal: `arn:aws:iam::${model.accountId}:root`,
    statements: undefined,
  };
  const keys = new Map([
    [ADMIN_KEY, admin],
    ...functions.map((caller): [string, Caller] => [accessKey(caller.name), caller]),
  ]);

  return {
    functions,
    byAccessKey: (accessKeyId) => keys.get(accessKeyId),
    credentialsOf(functionName) {
      if (!keys.has(accessKey(functionName))) throw new Error(`There is no function ${functionName}.`);

      return { accessKeyId: accessKey(functionName), secretAccessKey: SECRET };
    },
  };
}

/** Legible in a debugger, and free of the characters that part a credential scope. */
const accessKey = (functionName: string) => `LOCAL-${functionName.replaceAll('/', '-')}`;

function functionCaller(model: Model, lambdaFunction: Resource): Caller {
  const { Role } = FunctionProperties.parse(lambdaFunction.properties);
  const role = model.byArn(Role);
  if (role === undefined) throw new Error(`The role of ${lambdaFunction.logicalId} (${Role}) is in no template.`);
  const name = lambdaFunction.physicalId;

  return {
    name,
    role: role.physicalId,
    principal: `arn:aws:sts::${model.accountId}:assumed-role/${role.physicalId}/${name}`,
    statements: statementsOf(model, role),
  };
}

function statementsOf(model: Model, role: Resource): Statement[] {
  const { Policies, ManagedPolicyArns } = RoleProperties.parse(role.properties);
  const attached = [...model.ofType('AWS::IAM::Policy'), ...model.ofType('AWS::IAM::ManagedPolicy')]
    .filter(({ arn, properties }) => {
      return PolicyProperties.parse(properties).Roles.includes(role.physicalId) || ManagedPolicyArns.includes(arn);
    })
    .map(({ properties }) => PolicyProperties.parse(properties));
  for (const arn of ManagedPolicyArns) {
    if (model.byArn(arn) === undefined && !harmlessManagedPolicies.has(arn)) {
      throw new Error(`The local runtime does not know the managed policy ${arn} of ${role.logicalId}.`);
    }
  }

  return [...Policies, ...attached].flatMap(({ PolicyDocument }) => parsePolicy(PolicyDocument));
}
