export type CorsSettings = {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly credentials: boolean;
  readonly maxAgeSeconds: number | undefined;
};

/** The headers that API Gateway adds to an answer for `origin`; with CORS configured it replaces those of the integration. */
export function corsHeaders(cors: CorsSettings, origin: string | undefined): Record<string, string> {
  const allowed = allowedOrigin(cors, origin);
  if (allowed === undefined) return {};

  return {
    'access-control-allow-origin': allowed,
    ...(cors.credentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.exposed.length > 0 ? { 'access-control-expose-headers': cors.exposed.join(',') } : {}),
    ...(allowed === '*' ? {} : { vary: 'Origin' }),
  };
}

/** The answer to a preflight request, which API Gateway gives itself. Without a match it holds no CORS header. */
export function preflightHeaders(cors: CorsSettings, origin: string | undefined): Record<string, string> {
  const { 'access-control-expose-headers': _, ...common } = corsHeaders(cors, origin);
  if (common['access-control-allow-origin'] === undefined) return {};

  return {
    ...common,
    ...(cors.methods.length > 0 ? { 'access-control-allow-methods': cors.methods.join(',') } : {}),
    ...(cors.headers.length > 0 ? { 'access-control-allow-headers': cors.headers.join(',') } : {}),
    ...(cors.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(cors.maxAgeSeconds) }),
  };
}

/** `*`, an exact origin, or one with a wildcard such as `https://*` and `https://*.example.com`. */
function allowedOrigin({ origins }: CorsSettings, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (origins.includes('*')) return '*';

  return origins.some((allowed) => fits(allowed, origin)) ? origin : undefined;
}

function fits(allowed: string, origin: string): boolean {
  const [start = '', end] = allowed.toLowerCase().split('*');
  const actual = origin.toLowerCase();

  return end === undefined
    ? actual === start
    : actual.length > start.length + end.length && actual.startsWith(start) && actual.endsWith(end);
}
