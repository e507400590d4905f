import type { IncomingMessage } from 'node:http';
import { PageProblem } from './page-problem.ts';

/** A request to a local page. */
export type PageRequest = {
  readonly query: URLSearchParams;
  /** What the route's pattern caught. */
  readonly path: Readonly<Record<string, string>>;
  readonly wantsJson: boolean;
  /** Whether the body came from a form, whose sender wants to go on to a page. */
  readonly isForm: boolean;
  /** JSON, or a form's fields; undefined for a GET. */
  readonly body: unknown;
};

const MAX_BODY = 16 * 1024;

/** JSON for a program, a page for a person: browsers always say that they take HTML. */
export const wantsJson = ({ headers }: IncomingMessage): boolean =>
  /\bapplication\/(?:problem\+)?json\b/.test(headers.accept ?? '') && !headers.accept?.includes('text/html');

/** Whether what was sent came as JSON; such a sender gets JSON back when something is wrong. */
export const sendsJson = ({ headers }: IncomingMessage): boolean =>
  /^application\/json\b/i.test(headers['content-type'] ?? '');

export const isForm = ({ headers }: IncomingMessage): boolean =>
  /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');

/** The body of a POST. Throws `PageProblem`: 413, 415, or 400 for JSON that is none. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request);
  if (sendsJson(request)) {
    try {
      return JSON.parse(text);
    } catch {
      throw new PageProblem(400, 'The body is not JSON.');
    }
  }
  if (!isForm(request) && text !== '') throw new PageProblem(415, 'Send application/json, or a form.');

  return Object.fromEntries(new URLSearchParams(text));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    // Read on, so that the sender sees the answer instead of a broken connection.
    if (size <= MAX_BODY) chunks.push(bytes);
  }
  if (size > MAX_BODY) throw new PageProblem(413, `The body has more than ${MAX_BODY} bytes.`);

  return Buffer.concat(chunks).toString('utf8');
}
