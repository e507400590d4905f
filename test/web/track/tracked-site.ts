import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { landingPageHeaders } from '#web/form/headers.ts';
import { trackScript } from '#web/track/build.ts';
import { json } from '../landing-site.ts';
import type { Answer, Received } from '../serve.ts';

export interface TrackedSite {
  url: string;
  /** What was posted, in order. */
  received: Received[];
  answer: Answer;
  preflight(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

const markup = (view: string, api: string) => `<!doctype html><title>Test</title>
<script src="/track.js" data-goldpan-topic="membranes" data-goldpan-api="${api}"${view} defer></script>
<button id="demo" data-goldpan-activity="demo-requested" data-goldpan-topic="careers"><b>Show me</b></button>
<button id="wrong" data-goldpan-activity="mind-read">Read</button>
<a id="paper" href="/files/paper.PDF?who=ada" target="paper">Paper</a>
<a id="sheet" href="/files/sheet" download>Sheet</a>
<a id="plain" href="#form">Down</a>
<form id="contact" data-goldpan-activity="contact-requested" action="/files/thanks" target="paper"><input name="x"><button>Send</button></form>
<iframe name="paper" hidden></iframe>`;

/** Two pages with the script under the landing pages' policy, one that names its views, and an API on the same host (or another). */
export async function trackedSite({ api = '' }: { api?: string } = {}): Promise<TrackedSite> {
  const script = await trackScript();
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (request.method === 'OPTIONS') return site.preflight(request, response);
    if (request.method === 'POST') {
      const one = { path, headers: request.headers, body: await text(request) };
      received.push(one);
      if (request.headers.origin !== site.url)
        response.setHeader('access-control-allow-origin', request.headers.origin ?? '');
      return site.answer(one, response);
    }
    if (path === '/track.js') return send(response, 'text/javascript', script);
    if (path.startsWith('/files/')) return send(response, 'text/plain', 'file');
    if (path === '/pages/prices/')
      return send(response, 'text/html', markup(' data-goldpan-view="pricing-viewed"', api));
    if (path === '/') return send(response, 'text/html', markup('', api));
    response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const site: TrackedSite = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: json(202, {}),
    preflight: (_request, response) => void response.writeHead(403).end(),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  return site;

  function send(response: ServerResponse, type: string, content: string): void {
    const policy = landingPageHeaders(api)['content-security-policy']?.replace(
      "default-src 'none'",
      "default-src 'none'; frame-src 'self'",
    );
    response.writeHead(200, {
      'content-type': type,
      ...landingPageHeaders(api),
      'content-security-policy': policy ?? '',
    });
    response.end(content);
  }
}
