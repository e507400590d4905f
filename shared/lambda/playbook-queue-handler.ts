import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type PlaybookEvent, PlaybookEventEnvelope, playbookFacts } from '#contracts/events.ts';
import type { Log } from './log.ts';

/** An event about the playbook, as a consumer needs it. */
export type PlaybookNews = { [T in PlaybookEvent as T['type']]: Pick<T, 'type' | 'facts'> }[PlaybookEvent['type']];

/** Wraps a consumer of events about the playbook. Messages are handled side by side; what fails or cannot be read is reported alone and comes again. */
export function playbookQueueHandler({ log }: { log: Log }, handle: (news: PlaybookNews) => Promise<void>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records: records }) => {
    const outcomes = await Promise.all(records.map(({ messageId, body }) => attempt(messageId, body)));

    return { batchItemFailures: outcomes.flat() };
  });

  async function attempt(messageId: string, body: string) {
    try {
      await handle(read(body));
      return [];
    } catch (error) {
      log.error('event failed', error, { messageId });
      return [{ itemIdentifier: messageId }];
    }
  }
}

function read(body: string): PlaybookNews {
  const { 'detail-type': type, detail } = PlaybookEventEnvelope.parse(JSON.parse(body));
  const { version: _version, id: _id, at: _at, ...facts } = detail;

  return { type, facts: playbookFacts[type].parse(facts) } as PlaybookNews;
}
