import * as z from 'zod';
import type { AwsCall } from './aws-caller.ts';

const Message = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z
    .record(
      z.string(),
      z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }),
    )
    .default({}),
});
export type QueueMessage = z.infer<typeof Message>;

const Received = z.object({ Messages: z.array(Message).default([]) });
const Deleted = z.object({ Failed: z.array(z.object({ Id: z.string(), Message: z.string().optional() })).default([]) });

/** One queue as the poller needs it. */
export type QueueClient = {
  /** Up to ten messages, without waiting; they stay hidden for the queue's visibility timeout. */
  receive(most: number): Promise<QueueMessage[]>;
  /** Up to ten at once. Rejects when any is not deleted. */
  remove(messages: readonly QueueMessage[]): Promise<void>;
  /** Makes a message visible again after this many seconds. */
  hideFor(message: QueueMessage, seconds: number): Promise<void>;
};

export function queueClient(call: AwsCall, QueueUrl: string): QueueClient {
  return {
    async receive(most) {
      const answer = await call('ReceiveMessage', {
        QueueUrl,
        MaxNumberOfMessages: most,
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });

      return Received.parse(answer).Messages;
    },
    async remove(messages) {
      const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      const { Failed } = Deleted.parse(await call('DeleteMessageBatch', { QueueUrl, Entries }));
      if (Failed.length > 0) throw new Error(`${Failed.length} messages were not deleted: ${Failed[0]?.Message ?? ''}`);
    },
    async hideFor({ ReceiptHandle }, VisibilityTimeout) {
      await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout });
    },
  };
}
