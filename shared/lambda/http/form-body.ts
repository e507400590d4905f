import { badRequest } from './problem.ts';
import { forbiddenKeys } from './strict-json.ts';

/** The fields of a form as the browser sent them: one text each. */
export type FormFields = Readonly<Record<string, string>>;

const FIELDS = 60;

/** Reads `application/x-www-form-urlencoded`. */
export const parseUrlencoded = (text: string): FormFields => collect([...new URLSearchParams(text)]);

/** Reads `multipart/form-data` without files; the parser is loaded only when somebody sends one. */
export async function parseMultipart(body: Buffer, contentType: string): Promise<FormFields> {
  const { Busboy } = await import('@fastify/busboy');
  const entries: [string, string][] = [];
  let fault = '';
  await new Promise<void>((resolve, reject) => {
    const parser = new Busboy({
      headers: { 'content-type': contentType },
      limits: { fields: FIELDS, files: 0, fieldSize: 16_384 },
    });
    parser.on('field', (name, value, nameCut, valueCut) => {
      if (nameCut || valueCut) fault = 'A field of the form is too long';
      entries.push([name, value]);
    });
    parser.on('filesLimit', () => {
      fault = 'The form takes no files';
    });
    parser.on('file', (_name, stream) => {
      fault = 'The form takes no files';
      stream.resume();
    });
    parser.on('fieldsLimit', () => {
      fault = 'The form has too many fields';
    });
    parser.on('finish', resolve);
    parser.on('error', reject);
    parser.end(body);
  }).catch(() => {
    fault ||= 'The body is not valid multipart/form-data';
  });
  if (fault !== '') throw badRequest(fault);

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
