import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';

export interface TlsFront {
  readonly endpoint: string;
  /** For `NODE_EXTRA_CA_CERTS`. */
  readonly certificate: string;
  stop(): Promise<void>;
}

/**
 * Puts TLS before a plain local endpoint, since AWS is reached over TLS and a first request pays for it: root certificates are read, keys exchanged.
 * The certificate is made by `openssl` and lives in `folder`.
 */
export async function startTlsFront(plain: string, folder: string): Promise<TlsFront> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-nodes', '-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-days', '1', ...name, ...files], {
    stdio: 'ignore',
  });
  const { hostname: host, port } = new URL(plain);
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (secure) => {
    const behind = connect({ host, port: Number(port) });
    secure.pipe(behind).pipe(secure);
    for (const end of [secure, behind]) end.on('error', () => [secure, behind].map((one) => one.destroy()));
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The TLS front has no port');

  return {
    endpoint: `https://localhost:${address.port}`,
    certificate,
    stop: async () => void server.close(),
  };
}
