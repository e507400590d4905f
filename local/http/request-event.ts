import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ApiSettings } from './api-settings.ts';
import type { RouteMatch } from './routes.ts';

/** A request whose address is readable. */
export type ReadRequest = {
  readonly request: IncomingMessage;
  /** Decoded, as HTTP APIs hand it to the function. */
  readonly path: string;
  readonly rawQuery: string;
  readonly body: Buffer;
};

/**
 * The event of a request in payload format 2.0 (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 * What is absent is left out, as in the real one. `domainName` is where the API lives, not what the client claims in `Host`.
 */
export function requestEvent(
  api: ApiSettings,
  { route, pathParameters }: RouteMatch,
  read: ReadRequest,
  domainName: string,
  now: Date,
): object {
  const { request, path, rawQuery, body } = read;
  // Connection headers end at the gateway, and cookies have a place of their own.
  const { cookie, connection: _, 'transfer-encoding': __, ...headers } = joinedHeaders(request.rawHeaders);
  const sourceIp = sourceAddress(request);
  const query = queryParameters(rawQuery);
  const base64 = body.length > 0 && !isText(headers['content-type'], headers['content-encoding']);

  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: path,
    rawQueryString: rawQuery,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers: {
      ...headers,
      'x-amzn-trace-id': `Root=1-${Math.floor(now.getTime() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
      'x-forwarded-for': [headers['x-forwarded-for'], sourceIp].filter(Boolean).join(', '),
      'x-forwarded-port': String(request.socket.localPort ?? 80),
      'x-forwarded-proto': 'http',
    },
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: api.accountId,
      apiId: api.id,
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: api.stage,
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    ...(body.length === 0 ? {} : { body: body.toString(base64 ? 'base64' : 'utf8') }),
    isBase64Encoded: base64,
  };
}

/** Names in lower case; the values of a repeated header joined by commas (cookies by semicolons, as their own header does). */
function joinedHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}${name === 'cookie' ? '; ' : ','}${value}`);
  }

  return Object.fromEntries(headers);
}

/** The address at the other end of the connection. What X-Forwarded-For claims is passed on, never believed. */
function sourceAddress(request: IncomingMessage): string {
  return request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
}

function queryParameters(rawQuery: string): Record<string, string> | undefined {
  if (rawQuery === '') return undefined;
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }

  return Object.fromEntries(parameters);
}

/**
 * Text bodies travel as they are, all others in base64, among them urlencoded and multipart forms, `application/…+json` and bodies without a type
 * (measured against AWS in ministackorg/ministack#766).
 */
function isText(contentType: string | undefined, contentEncoding: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (contentEncoding !== undefined && contentEncoding !== 'identity') return false;

  return type.startsWith('text/') || ['application/json', 'application/javascript', 'application/xml'].includes(type);
}

/** `22/Nov/2026:23:59:59 +0000` */
function commonLogTime(now: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(now.toUTCString()) ?? [];

  return `${day}/${month}/${year}:${time} +0000`;
}
