import { Server } from 'node:net';

/**
 * Runs `start` so that a server which wants to listen on every interface listens on the loopback one. fauxqs 2.4.1 has no setting
 * for it, and its queues carry ids that the network has no business with.
 */
export async function loopbackOnly<Started>(start: () => Promise<Started>): Promise<Started> {
  const original = Server.prototype.listen;
  Server.prototype.listen = new Proxy(original, {
    apply(listen, server: Server, [first, ...rest]: unknown[]) {
      const everywhere = typeof first === 'object' && first !== null && 'host' in first && first.host === '0.0.0.0';

      return Reflect.apply(listen, server, [everywhere ? { ...first, host: '127.0.0.1' } : first, ...rest]);
    },
  });
  try {
    return await start();
  } finally {
    Server.prototype.listen = original;
  }
}
