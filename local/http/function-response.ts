import * as z from 'zod';

/** What goes back to the client. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
};

const header = z.union([z.string(), z.number(), z.boolean()]);
const Formatted = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), header).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * Reads a function's answer: in the documented form when it names a `statusCode`, otherwise the whole answer is the body of a 200 in JSON.
 * An answer in neither form is the gateway's own 500.
 */
export function functionResponse(payload: string): HttpAnswer {
  const value: unknown = JSON.parse(payload);
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) {
    const body = typeof value === 'string' ? value : payload;

    return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body: Buffer.from(body) };
  }
  const read = Formatted.safeParse(value);
  if (!read.success) return gatewayAnswer(500, 'Internal Server Error');
  const { statusCode: status, headers, cookies, body, isBase64Encoded } = read.data;
  const named = Object.entries(headers ?? {}).map(([name, text]) => [name.toLowerCase(), String(text)] as const);

  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(named.filter(([name]) => !ownHeaders.has(name))),
    },
    cookies: cookies ?? [],
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

/** An answer that API Gateway gives itself, in its own words. */
export function gatewayAnswer(status: number, message: string): HttpAnswer {
  const body = Buffer.from(JSON.stringify({ message }));

  return { status, headers: { 'content-type': 'application/json' }, cookies: [], body };
}

/** What belongs to the connection or is computed from the body, whatever the function says. */
const ownHeaders = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'server',
  'transfer-encoding',
  'upgrade',
]);
