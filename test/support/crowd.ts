import { request } from 'node:http';

/** So many people share a network: as many as the playbook's budgets let through in an hour. */
const TOGETHER = 50;

/** The address of the nth of many people: of a company of their own, since a domain has a budget, too. */
export const addressOf = (n: number, name = 'person'): string => `${name}-${n}@${name}-${n}.example`;

/**
 * Submits the white paper's form as the nth of many people who do not all sit in one network: from one of the addresses that this machine has for itself
 * (127.0.0.0/8). Answers the status.
 */
export function submitFrom(url: string, n: number, submission: unknown): Promise<number> {
  const network = Math.floor(n / TOGETHER);
  const sent = JSON.stringify(submission);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const sending = request(
    `${url}/forms/whitepaper/submissions`,
    {
      method: 'POST',
      family: 4,
      localAddress: `127.${1 + Math.floor(network / 250)}.${network % 250}.1`,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) },
    },
    (answer) =>
      answer
        .resume()
        .on('end', () => resolve(answer.statusCode ?? 0))
        .on('error', reject),
  );
  sending.on('error', reject).end(sent);

  return promise;
}
