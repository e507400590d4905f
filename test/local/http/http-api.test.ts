import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, test } from 'vitest';
import { openClock } from '#local/clock.ts';
import type { CorsSettings } from '#local/http/cors.ts';
import { answerNotFound, type HttpApiStart, httpApi } from '#local/http/http-api.ts';
import { parseRouteKey } from '#local/http/routes.ts';

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done)))));

const keys = ['GET /echo/{name}', 'POST /echo', 'GET /headers', '$default'];

/** An API whose function answers with `answer`, or with its event. Returns a function that sends a request. */
async function serving({
  answer = (event: unknown) => ({
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  }),
  failed = false,
  routes = keys.slice(0, 3),
  cors,
  timeoutMilliseconds = 30_000,
  clock = openClock(),
}: {
  answer?: (event: unknown) => unknown;
  failed?: boolean;
  routes?: string[];
  cors?: CorsSettings;
  timeoutMilliseconds?: number;
  clock?: HttpApiStart['clock'];
} = {}) {
  let units = 0;
  const serve = httpApi({
    api: {
      id: 'api1',
      accountId: '000000000000',
      stage: '$default',
      cors,
      routes: routes.map((key) => parseRouteKey(key, 'arn:f', timeoutMilliseconds)),
    },
    invoke: async (_, payload) => ({ failed, payload: JSON.stringify(await answer(JSON.parse(payload))) }),
    domainName: 'localhost:4400',
    clock,
    meter: {
      request: (count) => {
        units += count;
      },
    },
  });
  const server = createServer((request, response) => {
    void serve(request, response).then((served) => (served ? undefined : answerNotFound(request, response)));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;

  const send = (
    method: string,
    path: string,
    { headers = {}, body }: { headers?: Record<string, string | string[]>; body?: string | Buffer } = {},
  ) =>
    new Promise<{ status: number; headers: IncomingMessage['headers']; text: string }>((resolve, reject) => {
      httpRequest({ port, method, path, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      })
        .on('error', reject)
        .end(body);
    });

  return { send, port, units: () => units };
}

describe('the event of a request', () => {
  it('has the documented form', async () => {
    const clock = openClock();
    clock.advance(86_400_000);
    const { send, port } = await serving({ clock });
    const { text } = await send('GET', '/echo/an%20%C3%A4?b=2&a=1&b=%C3%A4+x&c', {
      headers: {
        'X-Two': ['one', 'two'],
        Cookie: 'a=1; b=2',
        Host: 'evil.example',
        'User-Agent': 'test',
        'X-Forwarded-For': '6.6.6.6',
      },
    });
    const event = JSON.parse(text);

    expect(event).toEqual({
      version: '2.0',
      routeKey: 'GET /echo/{name}',
      rawPath: '/echo/an ä',
      rawQueryString: 'b=2&a=1&b=%C3%A4+x&c',
      cookies: ['a=1', 'b=2'],
      headers: {
        'x-two': 'one,two',
        host: 'evil.example',
        'user-agent': 'test',
        'x-forwarded-for': '6.6.6.6, 127.0.0.1',
        'x-forwarded-port': String(port),
        'x-forwarded-proto': 'http',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[\da-f]{8}-[\da-f]{24}$/),
      },
      queryStringParameters: { a: '1', b: '2,ä x', c: '' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'api1',
        domainName: 'localhost:4400',
        domainPrefix: 'localhost:4400',
        http: { method: 'GET', path: '/echo/an ä', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
        requestId: expect.any(String),
        routeKey: 'GET /echo/{name}',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      pathParameters: { name: 'an ä' },
      isBase64Encoded: false,
    });
    expect(event.requestContext.timeEpoch).toBeGreaterThan(Date.now() + 86_000_000);
  });

  test.each([
    ['text/plain', 'grün', false],
    ['application/json; charset=utf-8', '{"a":1}', false],
    ['application/xml', '<a/>', false],
    ['application/x-www-form-urlencoded', 'email=a%40b.de', true],
    ['multipart/form-data; boundary=x', '--x--', true],
    ['application/problem+json', '{}', true],
    ['image/png', 'png', true],
    [undefined, 'no type', true],
  ])('with a body of type %s carries it as text or in base64', async (type, body, base64) => {
    const { send } = await serving();
    const { text } = await send('POST', '/echo', { headers: type === undefined ? {} : { 'content-type': type }, body });
    const event = JSON.parse(text);

    expect(event).toMatchObject({
      isBase64Encoded: base64,
      body: base64 ? Buffer.from(body).toString('base64') : body,
    });
  });

  it('keeps a compressed body in base64 and leaves an absent one out', async () => {
    const { send } = await serving();
    const zipped = await send('POST', '/echo', {
      headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip' },
      body: 'zip',
    });
    const empty = await send('POST', '/echo', { headers: { 'content-type': 'text/plain' } });

    expect(JSON.parse(zipped.text)).toMatchObject({ isBase64Encoded: true });
    expect(JSON.parse(empty.text)).not.toHaveProperty('body');
  });
});

describe("the gateway's own answers", () => {
  it('a path without a route is not found, whatever the method', async () => {
    const { send } = await serving();

    for (const [method, path] of [
      ['GET', '/nothing'],
      ['DELETE', '/echo'],
      ['GET', '/echo/'],
    ] as const) {
      expect(await send(method, path)).toMatchObject({ status: 404, text: '{"message":"Not Found"}' });
    }
    expect(await send('HEAD', '/headers')).toMatchObject({ status: 404, text: '' });
  });

  it.each(['/echo/%', '/echo/%zz', '/echo/%C3%28'])('%s is a bad request', async (path) => {
    const { send } = await serving();

    expect(await send('GET', path)).toMatchObject({ status: 400, text: '{"message":"Bad Request"}' });
  });

  it('a body over 10 MB is too large, and one that grows over 6 MB in base64', async () => {
    const { send } = await serving({ answer: () => ({ statusCode: 204 }) });
    const tooLarge = { status: 413, text: '{"message":"Request Entity Too Large"}' };
    const text = { 'content-type': 'text/plain' };

    expect(await send('POST', '/echo', { headers: text, body: Buffer.alloc(10 * 1024 * 1024 + 1, 'a') })).toMatchObject(
      tooLarge,
    );
    expect(await send('POST', '/echo', { body: Buffer.alloc(5 * 1024 * 1024) })).toMatchObject(tooLarge);
    expect(await send('POST', '/echo', { headers: text, body: Buffer.alloc(5 * 1024 * 1024, 'a') })).toMatchObject({
      status: 204,
    });
  });

  it('a function that fails, or answers in no known form, is an internal error without its words', async () => {
    const error = { status: 500, text: '{"message":"Internal Server Error"}' };
    const failing = await serving({ failed: true, answer: () => ({ errorMessage: 'secret' }) });
    const odd = await serving({ answer: () => ({ statusCode: 200, body: { an: 'object' } }) });

    expect(await failing.send('GET', '/headers')).toMatchObject(error);
    expect(await odd.send('GET', '/headers')).toMatchObject(error);
  });

  it('a function that takes longer than the integration may is unavailable', async () => {
    const { send } = await serving({
      timeoutMilliseconds: 50,
      answer: () => new Promise((done) => setTimeout(done, 300)),
    });

    expect(await send('GET', '/headers')).toMatchObject({ status: 503, text: '{"message":"Service Unavailable"}' });
  });
});

describe("a function's answer", () => {
  it.each([
    ['an object', { lead: 1 }, '{"lead":1}'],
    ['a text', 'welcome', 'welcome'],
    ['null', null, 'null'],
    ['a list', [1], '[1]'],
  ])('that is just %s becomes a 200 in JSON', async (_, value, text) => {
    const { send } = await serving({ answer: () => value });
    const response = await send('GET', '/headers');

    expect(response).toMatchObject({ status: 200, text });
    expect(response.headers['content-type']).toBe('application/json');
  });

  it('sets status, headers and cookies, and decodes base64', async () => {
    const { send } = await serving({
      answer: () => ({
        statusCode: '303',
        headers: { Location: '/thank-you', 'X-Count': 3, 'Content-Length': '9999' },
        cookies: ['a=1; HttpOnly', 'b=2'],
        isBase64Encoded: true,
        body: Buffer.from('ü').toString('base64'),
      }),
    });
    const { status, headers, text } = await send('GET', '/headers');

    expect({ status, text }).toEqual({ status: 303, text: 'ü' });
    expect(headers).toMatchObject({
      location: '/thank-you',
      'x-count': '3',
      'content-length': '2',
      'set-cookie': ['a=1; HttpOnly', 'b=2'],
    });
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it('with 204 has no body', async () => {
    const { send } = await serving({ answer: () => ({ statusCode: 204, body: 'ignored' }) });

    expect(await send('GET', '/headers')).toMatchObject({ status: 204, text: '' });
  });
});

describe('CORS', () => {
  const cors: CorsSettings = {
    origins: ['https://www.example.com', 'https://*.example.org'],
    methods: ['GET', 'POST'],
    headers: ['content-type'],
    exposed: ['x-id'],
    credentials: false,
    maxAgeSeconds: 3600,
  };
  const preflight = (origin: string) => ({ headers: { origin, 'access-control-request-method': 'POST' } });

  it('answers a preflight itself, also where no route is', async () => {
    const { send } = await serving({ cors });
    const { status, headers } = await send('OPTIONS', '/anywhere', preflight('https://www.example.com'));

    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://www.example.com',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '3600',
    });
  });

  it('gives a foreign origin nothing', async () => {
    const { send } = await serving({ cors });
    const { status, headers } = await send('OPTIONS', '/echo', preflight('https://evil.com'));

    expect(status).toBe(204);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(
      (await send('GET', '/headers', { headers: { origin: 'https://example.org.evil.com' } })).headers,
    ).not.toHaveProperty('access-control-allow-origin');
  });

  it("replaces the function's own CORS headers", async () => {
    const { send } = await serving({
      cors,
      answer: () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '' }),
    });
    const { headers } = await send('GET', '/headers', { headers: { origin: 'https://a.example.org' } });

    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://a.example.org',
      'access-control-expose-headers': 'x-id',
    });
  });
});

it('every answered request is metered, large ones per 512 KB', async () => {
  const { send, units } = await serving({ answer: () => ({ statusCode: 200, body: 'a'.repeat(600_000) }) });
  await send('GET', '/nothing');
  expect(units()).toBe(0);
  await send('GET', '/headers');
  expect(units()).toBe(2);
});
