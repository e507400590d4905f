import * as z from 'zod';
import { type Answer, type Call, denialMessage, jsonError, type Service } from './call.ts';
import { type Meter, messageChunks } from './meter.ts';
import { sqsAuthorizations } from './sqs-calls.ts';
import type { Upstream } from './upstream.ts';

const Received = z.object({ Messages: z.array(z.unknown()).optional() });

/** SQS's JSON protocol, answered by fauxqs. Queue URLs in its answers lead back to our endpoint. */
export function sqsService(options: {
  readonly upstream: Upstream;
  readonly upstreamOrigin: string;
  readonly ownOrigin: string;
  readonly arnPrefix: string;
  readonly meter: Meter;
}): Service {
  const { upstream, upstreamOrigin, ownOrigin, arnPrefix, meter } = options;

  return {
    authorizations: (call) => sqsAuthorizations(call.operation, JSON.parse(call.body.toString('utf8')), arnPrefix),
    async answer(call) {
      const answer = await upstream.send(call);
      if (answer.status < 300) meter.add('queueRequests', billedRequests(call, answer));
      if (call.operation !== 'GetQueueUrl' && call.operation !== 'ListQueues' && call.operation !== 'CreateQueue')
        return answer;

      return { ...answer, body: answer.body.toString('utf8').replaceAll(upstreamOrigin, ownOrigin) };
    },
    refuse: (refusal) =>
      jsonError(refusal, { 'x-amzn-query-error': `${refusal.code.replace(/Exception$/, '')};Sender` }),
    // SQS writes the action in lower case.
    deny: (denial) => ({
      status: 403,
      code: 'AccessDeniedException',
      message: denialMessage({ ...denial, action: denial.action.toLowerCase() }),
    }),
  };
}

/**
 * One request per 64 KB sent or received. An empty receive is not counted: on AWS it is billed too, but by the hour a queue exists and
 * not by what flows through it.
 */
export function billedRequests(
  { operation, body }: Pick<Call, 'operation' | 'body'>,
  answer: Pick<Answer, 'body'>,
): number {
  if (operation !== 'ReceiveMessage') return messageChunks(body.length);
  const text = answer.body.toString('utf8');
  const { Messages = [] } = Received.parse(JSON.parse(text));

  return Messages.length === 0 ? 0 : messageChunks(Buffer.byteLength(text));
}
