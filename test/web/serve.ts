import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { landingPageHeaders } from '#web/form/headers.ts';

/** What reached the API's place, and how it is to answer the next request. */
export interface Received {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}
export type Answer = (request: Received, response: ServerResponse) => void;

export interface Site {
  url: string;
  /** What was posted, in order. */
  received: Received[];
  answer: Answer;
  close(): Promise<void>;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** Serves built landing pages with their real headers; what is posted goes to `answer`. */
export async function serve(outdir: string, answer: Answer): Promise<Site> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (request.method === 'POST' || path.startsWith('/forms/')) {
      const one = { path: request.url ?? '', headers: request.headers, body: await text(request) };
      if (request.method === 'POST') received.push(one);
      site.answer(one, response);

      return;
    }
    const file = path.endsWith('/') ? `${path}index.html` : path;
    const content = await readFile(join(outdir, file)).catch(() => undefined);
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(content ? 200 : 404, { 'content-type': type, ...landingPageHeaders() });
    response.end(content);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const site: Site = {
    url: `http://127.0.0.1:${port}`,
    received,
    answer,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  return site;
}
