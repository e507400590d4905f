import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Log } from '../log.ts';
import type { Answer } from './answer.ts';
import { type Body, readBody } from './body.ts';
import { type FieldProblem, HttpProblem, notFound, problemAnswer, problemOf } from './problem.ts';

/** Who asks, as the gateway saw it: what a header claims does not count. */
export interface RequestViewer {
  readonly ip: string;
  readonly userAgent: string;
}

export interface HttpRequest<Path> {
  readonly route: string;
  readonly method: string;
  readonly path: Path;
  /** Only of POST; undefined where one that cannot be read is no fault. */
  readonly body: Body | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly viewer: RequestViewer;
  /** Whether the sender is a browser that shows pages, by what it says it accepts. */
  readonly wantsPage: boolean;
}

interface Options<Path> {
  readonly path: z.ZodMiniType<Path>;
  readonly log: Log;
  /** The most bytes that a body may have; by default `BODY_LIMIT`. */
  readonly bodyLimit?: number;
  /** A body that cannot be read is taken as none, instead of refused. */
  readonly anyBody?: true;
  /** How a problem is told to somebody who sees pages; by default as problem+json. */
  readonly problemPage?: (problem: HttpProblem, request: PageContext) => Answer;
}

/** What is known of a request even when it could not be read. */
export interface PageContext {
  readonly language: string;
  readonly path: Readonly<Record<string, string>>;
  readonly wantsPage: boolean;
}

/** Wraps what answers HTTP: parses the request, maps every error to an answer in one place, logs route and status (never a path: paths hold tokens). */
export function httpHandler<Path>(options: Options<Path>, answer: (request: HttpRequest<Path>) => Promise<Answer>) {
  return middy<APIGatewayProxyEventV2, Answer>()
    .use({
      onError: (request) => {
        request.response = tell(options, request.error, request.event);
      },
    })
    .handler(async (event) => answer(await read(options, event)));
}

async function read<Path>(
  { path: schema, bodyLimit, anyBody }: Options<Path>,
  event: APIGatewayProxyEventV2,
): Promise<HttpRequest<Path>> {
  const path = schema.safeParse(event.pathParameters ?? {});
  if (!path.success) throw notFound();
  const { method, sourceIp, userAgent } = event.requestContext.http;

  return {
    route: event.routeKey,
    method,
    path: path.data,
    body: method === 'POST' ? await (anyBody ? readableBody(event) : readBody(event, bodyLimit)) : undefined,
    query: definedOnly(event.queryStringParameters ?? {}),
    headers: definedOnly(event.headers),
    viewer: { ip: sourceIp, userAgent: (userAgent ?? '').slice(0, 512) },
    wantsPage: wantsPage(event),
  };
}

const readableBody = (event: APIGatewayProxyEventV2): Promise<Body | undefined> =>
  readBody(event).catch((error: unknown) => {
    if (error instanceof HttpProblem) return undefined;
    throw error;
  });

function tell<Path>({ log, problemPage }: Options<Path>, error: unknown, event: APIGatewayProxyEventV2): Answer {
  const problem = problemOf(error);
  const fields = { route: event.routeKey, status: problem.status, requestId: event.requestContext.requestId };
  if (problem.status >= 500) log.error('request failed', problem.cause ?? problem, fields);
  else log.info('request refused', fields);
  if (problemPage === undefined) return problemAnswer(problem);

  return problemPage(problem, {
    language: event.headers['accept-language'] ?? '',
    path: definedOnly(event.pathParameters ?? {}),
    wantsPage: wantsPage(event),
  });
}

const wantsPage = ({ headers }: APIGatewayProxyEventV2): boolean => (headers.accept ?? '').includes('text/html');

const definedOnly = (record: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** A value parsed by its schema, or a 400 that names each field. Never quotes the value. */
export function parsed<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue): FieldProblem[] => {
    const field = issue.path.map(String).join('.');
    if (issue.code !== 'unrecognized_keys') return [{ field, message: issue.message }];
    return issue.keys.map((key) => ({ field: [...issue.path.map(String), key].join('.'), message: 'is not known' }));
  });
  throw new HttpProblem(400, 'invalid-request', 'Some fields are not as they should be', { errors });
}
