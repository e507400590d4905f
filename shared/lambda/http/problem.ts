import { InvalidSubmissionError } from '#app/invalid-submission-error.ts';
import type { Problem } from '#contracts/problem.ts';
import { InvalidFindingsError } from '#domain/lead/invalid-findings-error.ts';
import { ChallengeRequiredError } from '#ports/challenge-required-error.ts';
import { UnknownLinkError } from '#ports/unknown-link-error.ts';
import type { Answer } from './answer.ts';

/** One thing that is wrong with a request. `field` is a path as the sender wrote it. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** A request that cannot be carried out, answered as RFC 9457 `application/problem+json`. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  readonly kind: string;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;
  /** Members of the problem beyond those of RFC 9457. */
  readonly more: object;

  constructor(
    status: number,
    kind: string,
    title: string,
    {
      errors = [],
      headers = {},
      more = {},
      cause,
    }: { errors?: readonly FieldProblem[]; headers?: Record<string, string>; more?: object; cause?: unknown } = {},
  ) {
    super(title, { cause });
    this.status = status;
    this.kind = kind;
    this.errors = errors;
    this.headers = headers;
    this.more = more;
  }
}

export const badRequest = (title: string, errors: readonly FieldProblem[] = []) =>
  new HttpProblem(400, 'invalid-request', title, { errors });

export const notFound = () => new HttpProblem(404, 'not-found', 'There is nothing here');

/** The answer that tells a problem. */
export const problemAnswer = ({ status, kind, message, errors, headers, more }: HttpProblem): Answer => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify({
    type: `urn:goldpan:problem:${kind}`,
    title: message,
    status,
    ...(errors.length === 0 ? {} : { errors: [...errors] }),
    ...more,
  } satisfies Problem),
});

const byErrorName: Readonly<Record<string, (error: Error) => HttpProblem>> = {
  LeadNotFoundError: (cause) => new HttpProblem(404, 'not-found', 'There is nothing here', { cause }),
  UnknownFormError: (cause) => new HttpProblem(404, 'unknown-form', 'There is no such form', { cause }),
  OptInOverError: (cause) =>
    new HttpProblem(409, 'opt-in-over', 'This confirmation link is not valid any more', { cause }),
  NotWithSalesError: (cause) =>
    new HttpProblem(409, 'not-with-sales', 'This lead is not with you (any more)', { cause }),
  OfferOverError: (cause) => new HttpProblem(409, 'offer-over', 'This offer is over', { cause }),
  RequestMismatchError: (cause) =>
    new HttpProblem(422, 'idempotency-mismatch', 'The Idempotency-Key was used before with a different body', {
      cause,
    }),
  ConflictError: (cause) => busy(cause),
  ProvisionedThroughputExceededException: (cause) => busy(cause),
  ThrottlingException: (cause) => busy(cause),
};

function unknownFindings({ fields }: InvalidFindingsError): HttpProblem {
  const errors = fields.map((field) => ({
    field: `findings.${field}`,
    message: 'is no answer that the playbook knows',
  }));

  return badRequest('Some fields are not as they should be', errors);
}

function unknownLink(cause: UnknownLinkError): HttpProblem {
  const errors = cause.fields.map((field) => ({ field, message: 'is not known' }));

  return new HttpProblem(404, 'not-found', 'There is nothing here', { cause, errors });
}

const challengeRequired = ({ challenge }: ChallengeRequiredError) =>
  new HttpProblem(428, 'challenge-required', 'Solve the challenge and send the same again with the solution', {
    more: { challenge },
  });

const busy = (cause: Error) =>
  new HttpProblem(503, 'busy', 'Too much is going on right now, please try again', {
    cause,
    headers: { 'retry-after': '1' },
  });

/** The single place where an error becomes a status. What nobody foresaw is a 500 that tells nothing. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof InvalidSubmissionError) return badRequest(error.message, error.faults);
  if (error instanceof InvalidFindingsError) return unknownFindings(error);
  if (error instanceof UnknownLinkError) return unknownLink(error);
  if (error instanceof ChallengeRequiredError) return challengeRequired(error);
  const known = error instanceof Error ? byErrorName[error.name] : undefined;
  if (known !== undefined) return known(error as Error);

  return new HttpProblem(500, 'internal', 'Something went wrong on our side', { cause: error });
}
