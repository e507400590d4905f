/** A value of a resolved template: no intrinsic function is left in it. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** One resource of the synthesized templates, with everything resolved to what it is locally. */
export type Resource = {
  readonly stack: string;
  readonly logicalId: string;
  /** The CloudFormation type, e.g. `AWS::Lambda::Function`. */
  readonly type: string;
  readonly properties: { readonly [key: string]: Value };
  /** What `Ref` would call it without its URL: a function's or queue's name, a table's name, an API's id. */
  readonly physicalId: string;
  readonly arn: string;
  readonly metadata: { readonly [key: string]: unknown };
};

/** The synthesized system as one model. Stacks in dependency order, resources in the order of their templates. */
export type Model = {
  readonly region: string;
  readonly accountId: string;
  readonly resources: readonly Resource[];
  /** Outputs per stack: `outputs['goldpan-dev-service'].Url`. */
  readonly outputs: { readonly [stack: string]: { readonly [output: string]: Value } };
  /** All resources of a CloudFormation type. */
  ofType(type: string): readonly Resource[];
  /** The resource with this ARN (a table's index or stream ARN does not count), or undefined. */
  byArn(arn: string): Resource | undefined;
  /** The folder that holds a function's code. Throws when the function's code is no folder of the assembly. */
  codeFolder(lambdaFunction: Resource): string;
};

/** Where the emulated services answer: the public base of the HTTP API and the AWS endpoint, both without trailing slash. */
export type LocalAddresses = {
  readonly httpApi: string;
  readonly aws: string;
};

export const LOCAL_ACCOUNT = '000000000000';
export const DEFAULT_REGION = 'eu-central-1';
