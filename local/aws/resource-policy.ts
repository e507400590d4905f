import * as z from 'zod';
import { decide } from './iam.ts';
import { parsePolicy } from './iam-policy.ts';

/** An AWS service that does something to a resource in the name of another one. */
export type ServiceCall = {
  /** The service principal, e.g. `ses.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  /** The resource in whose name it acts. */
  readonly sourceArn: string;
  readonly sourceAccount: string;
};

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));
const Principal = z.union([
  z.literal('*').transform(() => ['*']),
  z
    .object({ AWS: oneOrMore.default([]), Service: oneOrMore.default([]) })
    .transform(({ AWS, Service }) => [...AWS, ...Service]),
]);
const Statement = z.looseObject({ Principal });
const Document = z.object({
  Statement: z.union([Statement.transform((one) => [one]), z.array(Statement)]),
});

/** Whether a resource's policies let a service in: a Deny that fits it wins, else an Allow is needed. Throws for what the evaluator does not know. */
export function serviceMay(
  policies: readonly unknown[],
  { service, action, resource, sourceArn, sourceAccount }: ServiceCall,
): boolean {
  const about = policies
    .flatMap((policy) => Document.parse(policy).Statement)
    .filter(({ Principal: principals }) => principals.includes('*') || principals.includes(service));
  const context = {
    'aws:sourcearn': [sourceArn],
    'aws:sourceaccount': [sourceAccount],
    // Between services everything goes over TLS.
    'aws:securetransport': ['true'],
  };

  return decide(parsePolicy({ Statement: about }), { action, resource, context }).allowed;
}
