import type { IncomingMessage, ServerResponse } from 'node:http';
import { html } from 'hono/html';
import type { Handler } from '#local/server/handler.ts';
import type { LocalStack } from '#local/stack.ts';
import { type Answer, answer, problemJson } from './answer.ts';
import type { FunctionErrors } from './function-errors.ts';
import { demandOwnOrigin } from './own-origin.ts';
import { page } from './page.ts';
import { PageProblem } from './page-problem.ts';
import { isForm, readBody, sendsJson, wantsJson } from './request.ts';
import type { Route } from './route.ts';
import { pageRoutes } from './routes.ts';

/** Serves everything under `/local`: pages for people, JSON for programs that ask for it. */
export function localPages(stack: LocalStack, errors: FunctionErrors): Handler {
  const routes = pageRoutes(stack, errors);

  return async (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    if (path !== '/local' && !path.startsWith('/local/')) return false;
    const given = await respond(routes, request, path).catch((error: unknown) => problem(request, error));
    write(request, response, given);

    return true;
  };
}

async function respond(routes: readonly Route[], request: IncomingMessage, path: string): Promise<Answer> {
  const { method = 'GET' } = request;
  demandOwnOrigin(method, request.headers);
  const found = find(routes, path);
  if (found === undefined) throw new PageProblem(404, 'There is no such page.');
  const { route, groups } = found;
  const serve = method === 'POST' ? route.post : route.get;
  if (serve === undefined || !['GET', 'HEAD', 'POST'].includes(method)) return notAllowed(route);

  return serve({
    query: new URL(request.url ?? '/', 'http://localhost').searchParams,
    path: decoded(groups),
    wantsJson: wantsJson(request),
    isForm: isForm(request),
    body: method === 'POST' ? await readBody(request) : undefined,
  });
}

function find(routes: readonly Route[], path: string): { route: Route; groups: Record<string, string> } | undefined {
  for (const route of routes) {
    if (route.path === path) return { route, groups: {} };
    const match = typeof route.path === 'string' ? null : route.path.exec(path);
    if (match !== null) return { route, groups: match.groups ?? {} };
  }

  return undefined;
}

function decoded(groups: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    throw new PageProblem(404, 'There is no such page.');
  }
}

const notAllowed = (route: Route): Answer =>
  answer(405, { allow: [...(route.get ? ['GET, HEAD'] : []), ...(route.post ? ['POST'] : [])].join(', ') });

/** What went wrong, in the manner of the request; what nobody foresaw is for the terminal. */
function problem(request: IncomingMessage, error: unknown): Answer | Promise<Answer> {
  if (!(error instanceof PageProblem)) throw error;
  const { status, message, errors } = error;
  if (wantsJson(request) || sendsJson(request)) return problemJson(status, message, errors);

  return page({
    title: message,
    here: '/local/',
    status,
    body: html`<h1>${message}</h1><p class="lead"><a href="/local/">Back to the tour</a></p>`,
  });
}

function write({ method }: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(method === 'HEAD' ? undefined : body);
}
