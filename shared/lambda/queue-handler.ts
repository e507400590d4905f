import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { EventEnvelope } from '#contracts/events.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import type { Log } from './log.ts';

/** The events of one batch that concern one lead. */
export interface Woken {
  readonly leadId: string;
  readonly types: readonly string[];
}

/**
 * Wraps a consumer of lead events. Consumers decide on what is true now, so the events of one lead in a batch are handled once; different leads side by side.
 * What fails is reported alone and comes again; what cannot be read ends in the dead-letter queue. A lead that is gone was erased: there is nothing left to do.
 * `timeLeft` tells the milliseconds until Lambda ends the run.
 */
export function queueHandler({ log }: { log: Log }, handle: (woken: Woken, timeLeft: () => number) => Promise<void>) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records: records }, { getRemainingTimeInMillis }) => {
    const { readable, failed } = sort(records, log);
    const outcomes = await Promise.all(
      [...Map.groupBy(readable, ({ leadId }) => leadId)].map(([leadId, events]) =>
        attempt(leadId, events, getRemainingTimeInMillis),
      ),
    );

    return { batchItemFailures: [...failed, ...outcomes.flat()].map((itemIdentifier) => ({ itemIdentifier })) };
  });

  async function attempt(leadId: string, events: readonly Readable[], timeLeft: () => number): Promise<string[]> {
    const types = [...new Set(events.map(({ type }) => type))];
    try {
      await handle({ leadId, types }, timeLeft);
      return [];
    } catch (error) {
      if (error instanceof LeadNotFoundError) {
        log.info('lead is gone', { leadId, eventType: types.join(' ') });
        return [];
      }
      log.error('event failed', error, { leadId, eventType: types.join(' '), count: events.length });
      return events.map(({ messageId }) => messageId);
    }
  }
}

interface Readable {
  readonly messageId: string;
  readonly leadId: string;
  readonly type: string;
}

function sort(records: readonly SQSRecord[], log: Log): { readable: Readable[]; failed: string[] } {
  const readable: Readable[] = [];
  const failed: string[] = [];
  for (const { messageId, body } of records) {
    try {
      const { 'detail-type': type, detail } = EventEnvelope.parse(JSON.parse(body));
      readable.push({ messageId, leadId: detail.leadId, type });
    } catch (error) {
      log.error('event cannot be read', error, { messageId });
      failed.push(messageId);
    }
  }

  return { readable, failed };
}
