import type { Caller } from './callers.ts';
import type { Authorization } from './iam.ts';

/** One HTTP request to the AWS endpoint, its signature read. */
export type Call = {
  readonly caller: Caller;
  /** The service of the SigV4 scope: dynamodb, sqs, ses, events. */
  readonly service: string;
  /** The operation, e.g. `PutItem`. */
  readonly operation: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** What goes back to the SDK. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

/** An error before the service did anything. */
export type Refusal = { readonly status: number; readonly code: string; readonly message: string };

/** How one emulated service is called, authorised and answered. */
export type Service = {
  /** What the call needs to be allowed. May throw for a body that is not of the operation's shape. */
  authorizations(call: Call): readonly Authorization[];
  answer(call: Call): Promise<Answer>;
  /** The error in the service's protocol. */
  refuse(refusal: Refusal): Answer;
  /** `code` and words for a caller whose role does not allow `action`. */
  deny(denial: Denial): Refusal;
};

/** Who was not allowed what. */
export type Denial = {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** A Deny statement spoke, instead of no Allow. */
  readonly explicitly: boolean;
};

/** AWS's words for a denial, as DynamoDB and EventBridge give them. */
export function denialMessage({ principal, action, resource, explicitly }: Denial): string {
  const reason = explicitly
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${action} action`;

  return `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}

/** An error of the JSON protocols. The SDK takes its name from `__type`. */
export function jsonError({ status, code, message }: Refusal, extra: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', ...extra },
    body: JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message }),
  };
}
