import type { IncomingMessage } from 'node:http';

/**
 * The whole body, or undefined when it is longer than `limit` bytes. The rest is read and dropped even then: a client that is still sending
 * would not see the answer. Rejects when the client goes away.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }

  return length > limit ? undefined : Buffer.concat(chunks);
}
