/** One route of an HTTP API. */
export type Route = {
  /** As in the template: `POST /forms/{formId}/submissions` or `$default`. */
  readonly key: string;
  readonly method: string;
  /** Undefined for `$default`. */
  readonly segments: readonly string[] | undefined;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
};

export type RouteMatch = { readonly route: Route; readonly pathParameters: Readonly<Record<string, string>> };

/** Reads `METHOD /path`, `ANY /path` or `$default`. Throws for anything else. */
export function parseRouteKey(key: string, functionArn: string, timeoutMilliseconds = 30_000): Route {
  if (key === '$default') return { key, method: 'ANY', segments: undefined, functionArn, timeoutMilliseconds };
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(key) ?? [];
  if (method === undefined || path === undefined) throw new Error(`${key} is not a route key.`);

  return { key, method, segments: path.slice(1).split('/'), functionArn, timeoutMilliseconds };
}

/**
 * The route that serves a request: per segment a literal goes before `{name}` before `{name+}`, for equal paths the method before `ANY`,
 * and `$default` comes last (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html).
 * `path` is decoded already.
 */
export function findRoute(routes: readonly Route[], method: string, path: string): RouteMatch | undefined {
  const segments = path.slice(1).split('/');
  let best: RouteMatch | undefined;
  for (const route of routes) {
    if (route.method !== 'ANY' && route.method !== method) continue;
    const pathParameters = route.segments === undefined ? {} : parametersIn(route.segments, segments);
    if (pathParameters === undefined) continue;
    if (best === undefined || rank(route) < rank(best.route)) best = { route, pathParameters };
  }

  return best;
}

function parametersIn(expected: readonly string[], actual: readonly string[]): Record<string, string> | undefined {
  const parameters: [string, string][] = [];
  for (const [index, segment] of expected.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
    const value = greedy === '+' ? actual.slice(index).join('/') : actual[index];
    if (name === undefined ? value !== segment : !value) return undefined;
    if (name !== undefined) parameters.push([name, value ?? '']);
    if (greedy === '+') return Object.fromEntries(parameters);
  }

  return actual.length === expected.length ? Object.fromEntries(parameters) : undefined;
}

/** Smaller is more specific; compared as text, segment by segment. */
function rank({ segments, method }: Route): string {
  const path = (segments ?? ['{default+}']).map((segment) =>
    /\+\}$/.test(segment) ? 'c' : /^\{/.test(segment) ? 'b' : 'a',
  );

  return `${segments === undefined ? 'z' : ''}${path.join('')}${method === 'ANY' ? '2' : '1'}`;
}
