import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { jsonLog } from '#lambda/log.ts';

/** An HTTP API's event, payload format 2.0, as AWS sends it: header names in lower case. */
export function anHttpEvent({
  route = 'POST /forms/{formId}/submissions',
  path = {},
  headers = {},
  query,
  body,
  base64 = false,
}: {
  route?: string;
  path?: Record<string, string>;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  body?: string | Buffer;
  base64?: boolean;
} = {}): APIGatewayProxyEventV2 {
  const [method = 'GET'] = route.split(' ');

  return {
    version: '2.0',
    routeKey: route,
    rawPath: '/path',
    rawQueryString: '',
    headers,
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: { method, path: '/path', protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: route,
      stage: '$default',
      time: '23/Nov/2026:09:30:00 +0000',
      timeEpoch: 1_795_426_200_000,
    },
    pathParameters: path,
    ...(body === undefined ? {} : { body: base64 ? Buffer.from(body).toString('base64') : body.toString('utf8') }),
    isBase64Encoded: base64,
  };
}

/** What Lambda tells a function of its run. */
export const aContextOf = (timeLeft = 10_000): Context => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:test',
  memoryLimitInMB: '512',
  awsRequestId: 'request-1',
  logGroupName: 'test',
  logStreamName: 'test',
  getRemainingTimeInMillis: () => timeLeft,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});

/** A log that keeps its lines. */
export function aLog() {
  const lines: string[] = [];

  return { lines, ...jsonLog('test', Date.now, (line) => lines.push(line)) };
}
