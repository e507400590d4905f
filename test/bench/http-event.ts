import type { APIGatewayProxyEventV2 } from 'aws-lambda';

interface Request {
  readonly route: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as an HTML form; the API hands it over in base64. */
  readonly form?: Readonly<Record<string, string>>;
}

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

/** A request as an HTTP API hands it to a function (payload 2.0). */
export function httpEvent({ route, path = {}, headers = {}, json, form }: Request): APIGatewayProxyEventV2 {
  const [method = '', template = ''] = route.split(' ');
  const rawPath = template.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? '');
  const urlencoded = form === undefined ? undefined : new URLSearchParams(form).toString();
  const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';

  return {
    version: '2.0',
    routeKey: route,
    rawPath,
    rawQueryString: '',
    headers: {
      'user-agent': browser,
      accept: form === undefined && method === 'POST' ? 'application/json' : 'text/html',
      ...(method === 'POST' ? { 'content-type': type } : {}),
      ...headers,
    },
    pathParameters: path,
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: browser },
      requestId: 'bench',
      routeKey: route,
      stage: '$default',
      time: '23/Nov/2026:09:30:00 +0000',
      timeEpoch: 1_795_426_200_000,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(urlencoded === undefined ? {} : { body: Buffer.from(urlencoded).toString('base64') }),
    isBase64Encoded: urlencoded !== undefined,
  };
}
