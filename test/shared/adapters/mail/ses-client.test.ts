import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { sesClient } from '#adapters/mail/ses-client.ts';
import { sesMailer } from '#adapters/mail/ses-mailer.ts';
import { MailRefusedError } from '#ports/mail-refused-error.ts';
import { freePort } from '#test/support/goldpan.ts';

const mail = { to: 'ada@example.com', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };
const taken =
  '<SendRawEmailResponse><SendRawEmailResult><MessageId>ses-1</MessageId></SendRawEmailResult></SendRawEmailResponse>';

afterEach(() => vi.unstubAllEnvs());

function mailerAt(port: number) {
  for (const [name, value] of Object.entries({
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  }))
    vi.stubEnv(name, value);

  return sesMailer(sesClient(), { from: 'hello@example.com', configurationSet: 'goldpan' });
}

/** A service that breaks the connection of these requests, by number, after it has read them. */
async function aService(breaks: readonly number[]) {
  const sockets = new Set<object>();
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    sockets.add(request.socket);
    request.resume().on('end', () => (breaks.includes(requests) ? request.socket.destroy() : response.end(taken)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    count: () => requests,
    [Symbol.dispose]: () => void server.close(),
  };
}

it('asks once: nobody knows what became of a mail whose connection broke, and a refusal would not tell', async () => {
  using service = await aService([1]);

  await expect(mailerAt(service.port).send(mail)).rejects.not.toBeInstanceOf(MailRefusedError);
  expect(service.count()).toBe(1);
});

it('has a connection of its own for each mail', async () => {
  using service = await aService([]);
  const mailer = mailerAt(service.port);

  expect([await mailer.send(mail), await mailer.send(mail)]).toEqual(['ses-1', 'ses-1']);
  expect(service.sockets.size).toBe(2);
});

it('knows that nothing left when there was no connection', async () => {
  await expect(mailerAt(await freePort()).send(mail)).rejects.toMatchObject({
    name: 'MailRefusedError',
    code: 'ECONNREFUSED',
  });
});
