import { Agent, request } from 'node:http';
import * as z from 'zod';
import { AwsCallError } from './aws-call-error.ts';

/** Calls one operation of AWS's JSON protocol. Rejects with AwsCallError when the service refuses. */
export type AwsCall = (operation: string, body: object) => Promise<unknown>;

export type AwsCallerStart = {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** As in the signature's scope: `dynamodb`, `sqs`. */
  readonly service: string;
  /** What precedes the operation in the `X-Amz-Target` header. */
  readonly target: string;
};

export type AwsCaller = { readonly call: AwsCall; stop(): void };

const Refusal = z.object({
  __type: z.string().default('UnknownError'),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/**
 * A caller for the pollers. The SDK costs a millisecond of CPU per call and parses what Lambda hands on as it is; this sends the bare request
 * with the caller's key. Emulators read the key and check no signature.
 */
export function awsCaller({ endpoint, region, accessKeyId, service, target }: AwsCallerStart): AwsCaller {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const url = new URL(endpoint);

  return {
    async call(operation, body) {
      const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
      const scope = `${accessKeyId}/${now.slice(0, 8)}/${region}/${service}/aws4_request`;
      const { status, text } = await post(url, agent, JSON.stringify(body), {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-date': now,
        'x-amz-target': `${target}.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
      });
      const answer: unknown = text === '' ? {} : JSON.parse(text);
      if (status === 200) return answer;
      const { __type, message, Message } = Refusal.parse(answer);
      throw new AwsCallError(operation, __type.split('#').at(-1) ?? __type, message ?? Message ?? '');
    },
    stop: () => agent.destroy(),
  };
}

function post(
  url: URL,
  agent: Agent,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent, method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
