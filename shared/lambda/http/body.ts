import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type FormFields, parseMultipart, parseUrlencoded } from './form-body.ts';
import { badRequest, HttpProblem } from './problem.ts';
import { parseStrictJson } from './strict-json.ts';

/** What came in, by how it was sent: an HTML form by itself, or a script. */
export type Body =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly fields: FormFields };

/** The most that a body may have, in bytes, where a route does not say otherwise. */
export const BODY_LIMIT = 16 * 1024;

/** Reads a body of one of the three content types, of at most `limit` bytes. The API hands forms over base64-encoded. */
export async function readBody(
  event: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'headers'>,
  limit: number = BODY_LIMIT,
): Promise<Body> {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > limit) throw new HttpProblem(413, 'too-large', `The body is larger than ${limit / 1024} KB`);
  const contentType = event.headers['content-type'] ?? '';
  switch (contentType.split(';')[0]?.trim().toLowerCase()) {
    case 'application/json':
      return { kind: 'json', value: parseStrictJson(utf8(bytes)) };
    case 'application/x-www-form-urlencoded':
      return { kind: 'form', fields: parseUrlencoded(utf8(bytes)) };
    case 'multipart/form-data':
      return { kind: 'form', fields: await parseMultipart(bytes, contentType) };
    default:
      throw new HttpProblem(
        415,
        'unsupported-media-type',
        'Send application/json, application/x-www-form-urlencoded or multipart/form-data',
      );
  }
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest('The body is not valid UTF-8');
  }
}
