import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { LocalClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type Authorizer, DeniedError } from './authorizer.ts';
import { type Answer, type Call, jsonError, type Service } from './call.ts';
import type { Callers } from './callers.ts';
import type { Meter } from './meter.ts';

/** More than any request AWS takes: 10 MB of mail, in base64, in a form. */
const MAX_BODY = 25_000_000;

export type EndpointParts = {
  readonly callers: Callers;
  readonly authorizer: Authorizer;
  /** By the service's name in a SigV4 scope; the streams API has a name of its own here. */
  readonly services: Readonly<Record<'dynamodb' | 'streams' | 'sqs' | 'ses' | 'events', Service>>;
  readonly meter: Meter;
  readonly clock: LocalClock;
  readonly log: Log;
};

export type Endpoint = {
  /** `http://127.0.0.1:PORT`, for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** Begins to answer; calls that came before wait. */
  serve(parts: EndpointParts): void;
  stop(): Promise<void>;
};

/**
 * Opens the one address all AWS calls go to, on a free loopback port. It tells the caller by the signature's key, asks IAM and hands the
 * call to its service. Signatures themselves are not checked: whoever reaches the loopback interface is trusted.
 */
export async function openEndpoint(): Promise<Endpoint> {
  const parts = Promise.withResolvers<EndpointParts>();
  const server = createServer((request, response) => {
    void parts.promise.then((ready) => respond(ready, request, response));
  });
  // The SDK keeps connections open; one that we close at the wrong moment would be an error in the function.
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The AWS endpoint has no port.');

  return {
    url: `http://127.0.0.1:${address.port}`,
    serve: parts.resolve,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(parts: EndpointParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await answer(parts, request).catch((error: unknown) => {
    parts.log(`The local AWS endpoint failed: ${error instanceof Error ? error.stack : error}`);

    return jsonError({
      status: 500,
      code: 'InternalFailure',
      message: 'The local AWS endpoint failed; its terminal says why.',
    });
  });
  response.writeHead(status, {
    'x-amzn-requestid': randomUUID(),
    ...headers,
    // The SDK corrects its clock by this header: it must follow the clock that the functions see.
    date: parts.clock.now().toUTCString(),
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

async function answer(parts: EndpointParts, request: IncomingMessage): Promise<Answer> {
  const body = await readBody(request);
  if (body === undefined)
    return jsonError({ status: 413, code: 'RequestEntityTooLarge', message: 'The request is too large.' });
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const scope = /Credential=([^/]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '');
  const [, key = '', service = ''] = scope ?? [];
  if (scope === null) {
    return jsonError({
      status: 403,
      code: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
  }
  const caller = parts.callers.byAccessKey(key);
  if (caller === undefined) {
    return jsonError({
      status: 400,
      code: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  }
  const target = headers['x-amz-target'] ?? '';
  const handler = serviceOf(parts, service, target);
  if (handler === undefined) {
    parts.log(`${caller.name} called ${service}, which the local runtime does not emulate.`);

    return jsonError({
      status: 501,
      code: 'NotImplemented',
      message: `The local runtime does not emulate ${service}.`,
    });
  }
  const operation =
    target === ''
      ? (new URLSearchParams(body.toString('utf8')).get('Action') ?? '')
      : target.slice(target.lastIndexOf('.') + 1);

  return authorizedAnswer(parts, handler, { caller, service, operation, headers, body });
}

async function authorizedAnswer({ authorizer, meter }: EndpointParts, service: Service, call: Call): Promise<Answer> {
  try {
    authorizer.authorize(call.caller, service.authorizations(call));
  } catch (error) {
    if (error instanceof DeniedError) return service.refuse(service.deny(error.denial));
    if (!isMalformed(error)) throw error;

    return service.refuse({
      status: 400,
      code: 'SerializationException',
      message: 'The request is not of the shape its operation expects.',
    });
  }
  if (call.caller.statements !== undefined) meter.call(call.caller.name, `${call.service}:${call.operation}`);

  return service.answer(call);
}

const isMalformed = (error: unknown) =>
  error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError');

function serviceOf({ services }: EndpointParts, name: string, target: string): Service | undefined {
  if (name === 'dynamodb') return target.startsWith('DynamoDBStreams_') ? services.streams : services.dynamodb;

  return name === 'sqs' || name === 'ses' || name === 'events' ? services[name] : undefined;
}

/** Undefined for a body that is too large; it is read to its end all the same, so that the caller gets an answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size <= MAX_BODY) parts.push(part);
  }

  return size > MAX_BODY ? undefined : Buffer.concat(parts);
}
