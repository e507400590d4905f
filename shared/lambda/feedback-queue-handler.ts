import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type MailFeedback, readMailFeedback } from '#contracts/mail-feedback.ts';
import type { Log } from './log.ts';

/** What the mail service told, and whether the queue handed it out before. */
export interface ToldFeedback {
  readonly feedback: MailFeedback;
  readonly again: boolean;
}

/**
 * Wraps the consumer of what SES tells about mails. What fails is reported alone and comes again until it succeeds or its 14 days are over: its messages name
 * recipients, and so there is no dead-letter queue. What cannot be read would come again for ever: it is logged without its content, counted and dropped.
 */
export function feedbackQueueHandler({ log }: { log: Log }, handle: (told: ToldFeedback) => Promise<void>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records: records }) => {
    const outcomes = await Promise.all(records.map(attempt));

    return { batchItemFailures: outcomes.flat() };
  });

  async function attempt(record: SQSRecord) {
    const { messageId, attributes } = record;
    const feedback = read(record);
    if (feedback === undefined) return [];
    try {
      await handle({ feedback, again: Number(attributes.ApproximateReceiveCount) > 1 });
      return [];
    } catch (error) {
      log.error('feedback failed', error, { messageId });
      return [{ itemIdentifier: messageId }];
    }
  }

  function read({ messageId, body }: SQSRecord): MailFeedback | undefined {
    try {
      return readMailFeedback(body);
    } catch (error) {
      log.error('feedback cannot be read', error, { messageId });
      log.count('FeedbackUnreadable');
      return undefined;
    }
  }
}
