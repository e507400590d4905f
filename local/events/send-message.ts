/**
 * Puts a message into the queue with this ARN and resolves once the queue holds it durably.
 * `attributes` become message attributes of type String. Rejects when there is no such queue.
 */
export type SendMessage = (
  queueArn: string,
  body: string,
  attributes?: Readonly<Record<string, string>>,
) => Promise<void>;
