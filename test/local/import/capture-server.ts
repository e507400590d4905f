import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import { captureLead } from '#functions/capture/capture-lead.ts';
import { createHandler } from '#functions/capture/handler.ts';
import { recognise } from '#functions/capture/recognise.ts';
import type { Answer } from '#lambda/http/answer.ts';
import { aContextOf, aLog, anHttpEvent } from '#test/support/http-event.ts';
import { startWorld } from '#test/support/world.ts';

/** The capture function on a real table, behind HTTP. `interfere` may answer a POST in its place. */
export async function captureServer() {
  const world = await startWorld();
  const { forms, company } = compilePlaybook('playbook');
  const handler = createHandler({
    captureLead: captureLead(world),
    recognise: recognise(world),
    onTheBeat: async () => undefined,
    playbook: { forms, company },
    sha256: world.sha256,
    log: aLog(),
  });
  const posts: { key: string; body: unknown; at: number }[] = [];
  let open = 0;
  const server = createServer(async (request, response) => {
    open += 1;
    response.once('close', () => {
      open -= 1;
    });
    site.mostAtOnce = Math.max(site.mostAtOnce, open);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
    const [, , formId = '', rest] = pathname.split('/');
    const route = `${request.method} /forms/{formId}${rest === undefined ? '' : `/${rest}`}`;
    const body = await text(request);
    if (request.method === 'POST')
      posts.push({ key: String(request.headers['idempotency-key']), body: JSON.parse(body), at: Date.now() });
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const query = Object.fromEntries(searchParams);
    const answer: Answer =
      (request.method === 'POST' ? site.interfere(posts.length) : undefined) ??
      (await handler(anHttpEvent({ route, path: { formId }, headers, query, body }), aContextOf()));
    response.writeHead(answer.statusCode, answer.headers).end(answer.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const site = {
    world,
    posts,
    /** The most requests that were open at the same time. */
    mostAtOnce: 0,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    interfere: (_nth: number): Answer | undefined => undefined,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await world.stop();
    },
  };

  return site;
}
