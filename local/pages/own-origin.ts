import type { IncomingHttpHeaders } from 'node:http';
import { PageProblem } from './page-problem.ts';

const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * Throws a `PageProblem` (403) for a request that another site made a browser send: by a name of its own that leads here (DNS rebinding), or, where the
 * request changes something, from a page of its own. Programs that send no `Origin` are let through: a browser always sends one with a POST.
 */
export function demandOwnOrigin(method: string, headers: IncomingHttpHeaders): void {
  const { host = '', origin } = headers;
  if (!loopback.test(host)) {
    throw new PageProblem(
      403,
      'These pages answer under localhost only. Open them at http://localhost with this port.',
    );
  }
  if (method === 'GET' || method === 'HEAD') return;
  const site = headers['sec-fetch-site'];
  const foreign =
    (origin !== undefined && origin !== `http://${host}`) ||
    (site !== undefined && site !== 'same-origin' && site !== 'none');
  if (foreign) throw new PageProblem(403, 'This came from another site, so nothing was done.');
}
