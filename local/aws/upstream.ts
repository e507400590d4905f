import { Agent, request } from 'node:http';
import type { Answer, Call } from './call.ts';
import { ADMIN_KEY } from './callers.ts';

/** Hands calls on to an emulator over connections that stay open. */
export type Upstream = {
  send(call: Call): Promise<Answer>;
  stop(): void;
};

/** Headers that belong to one connection, or that we set ourselves. */
const NOT_HANDED_ON = new Set(['connection', 'content-length', 'date', 'host', 'keep-alive', 'transfer-encoding']);

/** Opens an upstream. Every call goes out with the runtime's key: the caller has been authorised here, and some emulators part their data by key. */
export function openUpstream(endpoint: string): Upstream {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const url = new URL('/', endpoint);

  return {
    stop: () => agent.destroy(),
    send: (call) =>
      new Promise((resolve, reject) => {
        const headers = { ...handedOn(call.headers), authorization: withAdminKey(call.headers.authorization ?? '') };
        const outgoing = request(
          url,
          { method: 'POST', agent, headers: { ...headers, 'content-length': call.body.length } },
          (incoming) => {
            const parts: Buffer[] = [];
            incoming.on('data', (part: Buffer) => parts.push(part));
            incoming.on('error', reject);
            incoming.on('end', () =>
              resolve({
                status: incoming.statusCode ?? 500,
                headers: handedOn(incoming.headers),
                body: Buffer.concat(parts),
              }),
            );
          },
        );
        outgoing.on('error', reject);
        outgoing.end(call.body);
      }),
  };
}

/** Emulators read key and region from the credential; none checks the signature. */
const withAdminKey = (authorization: string) => authorization.replace(/Credential=[^/]+\//, `Credential=${ADMIN_KEY}/`);

function handedOn(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || NOT_HANDED_ON.has(name) ? [] : [[name, String(value)]],
    ),
  );
}
