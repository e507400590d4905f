import { type SchemaName, schemaRef } from './schemas.ts';

/** One answer as OpenAPI writes it. */
export interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

const as = (contentType: string, name: SchemaName) => ({ [contentType]: { schema: schemaRef(name) } });
const problem = as('application/problem+json', 'Problem');
export const page = as('text/html', 'Page');

/** All answers that refuse a request, each with its status. Routes name them. */
export const refusals = {
  InvalidRequest: {
    status: 400,
    response: { description: 'The body cannot be read, or fields are not as they should be.', content: problem },
  },
  InvalidSubmission: {
    status: 400,
    response: {
      description:
        'The body cannot be read, or fields are not as the form asks; all of them are named, in the visitor’s language. A browser that accepts HTML gets a page.',
      content: { ...problem, ...page },
    },
  },
  InvalidActivity: {
    status: 400,
    response: {
      description:
        'The body cannot be read, fields are not as they should be, or an activity is more than two years old; all of them are named.',
      content: problem,
    },
  },
  Unauthorized: {
    status: 401,
    response: {
      description: 'The key is none of ours or was revoked; or leads are named by address, and there is no key.',
      headers: { 'WWW-Authenticate': { schema: { type: 'string' } } },
      content: problem,
    },
  },
  UnknownForm: { status: 404, response: { description: 'There is no such form.', content: problem } },
  UnknownLead: {
    status: 404,
    response: {
      description: 'A `lead` token was not made by us for this purpose; each is named. Nothing is stored.',
      content: problem,
    },
  },
  UnknownLink: {
    status: 404,
    response: {
      description: 'The link leads nowhere. Says neither whose it might be nor whether it ever was one.',
      content: page,
    },
  },
  OfferOver: {
    status: 409,
    response: {
      description:
        'The offer was answered otherwise, lapsed, or another took its place; or the lead is not, or not any more, with who establishes something about it. A browser that accepts HTML gets a page.',
      content: { ...problem, ...page },
    },
  },
  OptInOver: {
    status: 410,
    response: {
      description: 'The opt-in request has expired, was withdrawn, or another took its place.',
      content: page,
    },
  },
  TooLarge: {
    status: 413,
    response: { description: 'The body is larger than 16 KB, or than its route allows.', content: problem },
  },
  UnsupportedMediaType: {
    status: 415,
    response: { description: 'The content type is none of those this route reads.', content: problem },
  },
  IdempotencyMismatch: {
    status: 422,
    response: { description: 'The `Idempotency-Key` was used before with a different body.', content: problem },
  },
  ChallengeRequired: {
    status: 428,
    response: {
      description:
        'A proof of work is due: of everybody while too many opt-in mails go out, and of who filled the form faster than people do. Nothing was stored. Find the number, and send the same again with `solution`: the challenge with `number` in place of `maxnumber`. It is good for ten minutes, for this form and this address. A browser that sent the form by itself gets a page, with `Retry-After`.',
      content: { ...as('application/problem+json', 'ChallengeProblem'), ...page },
    },
  },
  TooManyRequests: {
    status: 429,
    response: {
      description:
        'The stage is throttled. API Gateway itself answers: plain JSON with a `message`, no problem+json and no Retry-After.',
      content: { 'application/json': { schema: { type: 'object', properties: { message: { type: 'string' } } } } },
    },
  },
  Internal: {
    status: 500,
    response: { description: 'Something went wrong on our side. Tells nothing more.', content: problem },
  },
  Busy: {
    status: 503,
    response: {
      description: 'Too much is going on right now: nothing was changed, please try again.',
      headers: { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } },
      content: problem,
    },
  },
} as const satisfies Record<string, { status: number; response: Response }>;

export type Refusal = keyof typeof refusals;

/** What any route may answer, whatever it is asked. */
export const anyRoute: readonly Refusal[] = ['TooManyRequests', 'Internal', 'Busy'];
/** What any route with a body may answer besides. */
export const anyBody: readonly Refusal[] = ['TooLarge', 'UnsupportedMediaType'];
