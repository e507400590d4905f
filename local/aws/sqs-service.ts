import * as z from 'zod';
import { type Answer, type Call, denialMessage, jsonError, type Service } from './call.ts';
import { type Meter, messageChunks } from './meter.ts';
import { SHORTEST_VISIBILITY } from './sqs.ts';
import { sqsAuthorizations } from './sqs-calls.ts';
import type { Upstream } from './upstream.ts';

const QUEUE_URL_OPERATIONS = new Set(['CreateQueue', 'GetQueueUrl', 'ListQueues']);
const QueueUrls = z.looseObject({ QueueUrl: z.string().optional(), QueueUrls: z.array(z.string()).optional() });
const Received = z.object({ Messages: z.array(z.unknown()).optional() });

/** SQS's JSON protocol, answered by fauxqs. Queue URLs in its answers lead back to our endpoint. */
export function sqsService(options: {
  readonly upstream: Upstream;
  readonly ownOrigin: string;
  readonly arnPrefix: string;
  readonly meter: Meter;
}): Service {
  const { upstream, ownOrigin, arnPrefix, meter } = options;

  return {
    authorizations: (call) => sqsAuthorizations(call.operation, JSON.parse(call.body.toString('utf8')), arnPrefix),
    async answer(call) {
      const answer = await upstream.send(withShortestVisibility(call));
      if (answer.status < 300) meter.add('queueRequests', billedRequests(call, answer));

      return QUEUE_URL_OPERATIONS.has(call.operation) ? { ...answer, body: ownUrls(answer.body, ownOrigin) } : answer;
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

/** fauxqs names a host of its own in queue URLs; the SDK would follow it past IAM. */
function ownUrls(body: Answer['body'], ownOrigin: string): string {
  const own = (url: string) => ownOrigin + new URL(url).pathname;
  const { QueueUrl, QueueUrls: urls, ...rest } = QueueUrls.parse(JSON.parse(body.toString('utf8')));

  return JSON.stringify({
    ...rest,
    ...(QueueUrl && { QueueUrl: own(QueueUrl) }),
    ...(urls && { QueueUrls: urls.map(own) }),
  });
}

const VisibilityChange = z.looseObject({
  VisibilityTimeout: z.number().optional(),
  Entries: z.array(z.looseObject({ VisibilityTimeout: z.number().optional() })).optional(),
});

/** fauxqs loses messages that are made visible at once; it makes them visible after a second. */
function withShortestVisibility(call: Call): Call {
  if (!call.operation.startsWith('ChangeMessageVisibility')) return call;
  const longEnough = <Each extends { VisibilityTimeout?: number | undefined }>(each: Each) => ({
    ...each,
    ...(each.VisibilityTimeout === 0 && { VisibilityTimeout: SHORTEST_VISIBILITY }),
  });
  const { Entries, ...rest } = VisibilityChange.parse(JSON.parse(call.body.toString('utf8')));
  const body = { ...longEnough(rest), ...(Entries && { Entries: Entries.map(longEnough) }) };

  return { ...call, body: Buffer.from(JSON.stringify(body)) };
}
