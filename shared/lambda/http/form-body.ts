import { badRequest, HttpProblem } from './problem.ts';
import { forbiddenKeys } from './strict-json.ts';

/** The fields of a form as the browser sent them: one text each. */
export type FormFields = Readonly<Record<string, string>>;

const FIELDS = 60;

/** Reads `application/x-www-form-urlencoded`. */
export const parseUrlencoded = (text: string): FormFields => collect([...new URLSearchParams(text)]);

/**
 * Reads `multipart/form-data` without files. Node's own parser is used: it adds nothing to the bundle, and what it loads (undici) is loaded only when
 * somebody sends such a body. What does not begin like one is something else under a false type.
 */
export async function parseMultipart(body: Buffer, contentType: string): Promise<FormFields> {
  if (body.length > 0 && !/^\s*--/.test(body.toString('latin1')))
    throw new HttpProblem(415, 'unsupported-media-type', 'The body is not the multipart/form-data that its type says');
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw badRequest('The body is not valid multipart/form-data');
    });
  const entries = [...form].map(([name, value]): [string, string] => {
    if (typeof value !== 'string') throw badRequest('The form takes no files', [{ field: name, message: 'is a file' }]);
    return [name, value];
  });

  return collect(entries);
}

function collect(entries: [string, string][]): FormFields {
  if (entries.length > FIELDS) throw badRequest('The form has too many fields');
  const fields: Record<string, string> = {};
  for (const [name, value] of entries) {
    if (forbiddenKeys.has(name))
      throw badRequest('The form has a field that is not allowed', [{ field: name, message: 'is not allowed' }]);
    if (Object.hasOwn(fields, name))
      throw badRequest('The form has a field twice', [{ field: name, message: 'is there twice' }]);
    fields[name] = value;
  }

  return fields;
}
