import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '#local/log.ts';
import type { Handler } from './handler.ts';
import { PortTakenError } from './port-taken-error.ts';

export type PublicServer = {
  readonly port: number;
  /** `http://localhost:PORT`, the base of all links. */
  readonly url: string;
  /** Begins to answer: each request goes to the first handler that takes it. Requests that came before wait. */
  serve(handlers: readonly Handler[]): void;
  /** Ends open requests, too. */
  stop(): Promise<void>;
};

/**
 * Opens the one server that people and landing pages reach, on the loopback interface only (both of its addresses, because browsers may take either for
 * `localhost`). Port 0 takes any free one. Throws `PortTakenError`.
 */
export async function openPublicServer({ port, log }: { port: number; log: Log }): Promise<PublicServer> {
  const handlers = Promise.withResolvers<readonly Handler[]>();
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    void handlers.promise.then((ready) => answer(ready, request, response, log));
  };
  const first = createServer(respond);
  const bound = await listen(first, port, '127.0.0.1');
  const servers = [first];
  try {
    const second = createServer(respond);
    if ((await listen(second, bound, '::1')) === bound) servers.push(second);
  } catch (error) {
    await close(first);
    throw error;
  }

  return {
    port: bound,
    url: `http://localhost:${bound}`,
    serve: handlers.resolve,
    async stop() {
      await Promise.all(servers.map(close));
    },
  };
}

/** The port it listens on, or undefined where the machine has no such address. */
async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE' || code === 'EACCES') throw new PortTakenError(port);
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return -1;
    throw error;
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');

  return address.port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

async function answer(
  handlers: readonly Handler[],
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> {
  try {
    for (const handler of handlers) if (await handler(request, response)) return;
    response.writeHead(404).end();
  } catch (error) {
    // The path may hold a token: it is not for the terminal.
    log(`The local server failed: ${error instanceof Error ? error.stack : error}`);
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('The local server failed; its terminal says why.');
  }
}
