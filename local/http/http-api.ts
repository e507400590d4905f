import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalClock } from '#local/clock.ts';
import type { ApiSettings } from './api-settings.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { functionResponse, gatewayAnswer, type HttpAnswer } from './function-response.ts';
import { readBody } from './read-body.ts';
import { requestEvent } from './request-event.ts';
import { findRoute, type RouteMatch } from './routes.ts';

export type HttpApiStart = {
  readonly api: ApiSettings;
  /** Calls a function: its answer as JSON, or Lambda's error object. */
  readonly invoke: (
    functionArn: string,
    payload: string,
    origin: string,
  ) => Promise<{ failed: boolean; payload: string }>;
  /** Host and port under which the API is reached, as `requestContext.domainName`. */
  readonly domainName: string;
  readonly clock: LocalClock;
  /** Counts one billed request per 512 KB or part of it, in and out together. */
  readonly meter: { request(units: number): void };
};

/**
 * Serves a request if a route (or CORS) matches and resolves with true; otherwise leaves it untouched and resolves with false,
 * so that others can serve it before `answerNotFound`.
 */
export type HttpApi = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const bodyLimit = 10 * 1024 * 1024;
const eventLimit = 6 * 1024 * 1024;

/** The HTTP API of the template as a request listener. */
export function httpApi(start: HttpApiStart): HttpApi {
  const { api, meter } = start;

  return async (request, response) => {
    const origin = request.headers.origin;
    const address = readAddress(request.url ?? '/');
    if (address === undefined) {
      await send(request, response, gatewayAnswer(400, 'Bad Request'));

      return true;
    }
    if (api.cors !== undefined && isPreflight(request)) {
      meter.request(1);
      await send(request, response, {
        status: 204,
        headers: preflightHeaders(api.cors, origin),
        cookies: [],
        body: Buffer.alloc(0),
      });

      return true;
    }
    const match = findRoute(api.routes, request.method ?? 'GET', routablePath(api, address.path));
    if (match === undefined) return false;
    const answer = await answerOf(start, match, { request, ...address }).catch((error: unknown) => {
      // A client that went away while sending gets no answer; anything else is ours to see.
      if (request.complete) throw error;
    });
    if (answer === undefined) return true;
    meter.request(
      Math.max(1, Math.ceil((Number(request.headers['content-length'] ?? 0) + answer.body.length) / 524_288)),
    );
    await send(request, response, api.cors === undefined ? answer : withCors(answer, corsHeaders(api.cors, origin)));

    return true;
  };
}

/** What API Gateway says where no route matches. */
export function answerNotFound(request: IncomingMessage, response: ServerResponse): Promise<void> {
  return send(request, response, gatewayAnswer(404, 'Not Found'));
}

async function answerOf(
  { api, invoke, domainName, clock }: HttpApiStart,
  match: RouteMatch,
  read: { request: IncomingMessage; path: string; rawQuery: string },
): Promise<HttpAnswer> {
  const body = await readBody(read.request, bodyLimit);
  if (body === undefined) return gatewayAnswer(413, 'Request Entity Too Large');
  const event = JSON.stringify(requestEvent(api, match, { ...read, body }, domainName, clock.now()));
  // Lambda's own limit for a synchronous invocation comes before the gateway's once a body is in base64.
  if (Buffer.byteLength(event) > eventLimit) return gatewayAnswer(413, 'Request Entity Too Large');
  const { functionArn, timeoutMilliseconds } = match.route;
  const answer = await inTime(invoke(functionArn, event, 'http'), timeoutMilliseconds);
  if (answer === 'too late') return gatewayAnswer(503, 'Service Unavailable');

  return answer.failed ? gatewayAnswer(500, 'Internal Server Error') : functionResponse(answer.payload);
}

async function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result | 'too late'> {
  const late = Promise.withResolvers<'too late'>();
  const timer = setTimeout(() => late.resolve('too late'), milliseconds);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The decoded path and the raw query. Undefined when the path's percent-encoding is malformed. */
function readAddress(url: string): { path: string; rawQuery: string } | undefined {
  const [, path = '/', rawQuery = ''] = /^([^?]*)\??(.*)$/s.exec(url) ?? [];
  try {
    return { path: decodeURIComponent(path.startsWith('/') ? path : new URL(url).pathname), rawQuery };
  } catch {
    return undefined;
  }
}

function routablePath({ stage }: ApiSettings, path: string): string {
  return stage !== '$default' && path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;
}

function withCors(answer: HttpAnswer, added: Readonly<Record<string, string>>): HttpAnswer {
  const kept = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'));

  return { ...answer, headers: { ...Object.fromEntries(kept), ...added } };
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, cookies, body }: HttpAnswer,
): Promise<void> {
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, {
    ...headers,
    ...(bodiless ? {} : { 'content-length': String(body.length) }),
    ...(cookies.length === 0 ? {} : { 'set-cookie': [...cookies] }),
  });
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.end(request.method === 'HEAD' || bodiless ? undefined : body, () => resolve());
  });
}
