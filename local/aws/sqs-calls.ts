import * as z from 'zod';
import type { Authorization } from './iam.ts';

const QueueRequest = z.object({ QueueUrl: z.string().optional(), QueueName: z.string().optional() });

/** The name at the end of a queue's URL. */
export const queueName = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** What an SQS call needs: batch calls are authorised under the single call's action. */
export function sqsAuthorizations(operation: string, body: unknown, arnPrefix: string): readonly Authorization[] {
  const { QueueUrl, QueueName } = QueueRequest.parse(body);
  const name = QueueUrl === undefined ? QueueName : queueName(QueueUrl);
  const action = `sqs:${operation.replace(/Batch$/, '')}`;

  return [{ action, resource: name === undefined ? '*' : `${arnPrefix}${name}`, context: {} }];
}
