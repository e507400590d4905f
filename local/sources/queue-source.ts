import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#local/log.ts';
import { failedItems } from './batch-answer.ts';
import type { QueueMapping } from './mappings.ts';
import { Pace } from './pace.ts';
import type { QueueClient, QueueMessage } from './queue-client.ts';
import { queueRecord } from './queue-record.ts';
import type { Invoke } from './stream-delivery.ts';
import type { Source } from './stream-source.ts';

export type QueueSourceStart = {
  readonly mapping: QueueMapping;
  readonly client: QueueClient;
  readonly invoke: Invoke;
  readonly report: Log;
  /** Batches at once, below the mapping's own limit: more than the function has environments would only wait, hidden. */
  readonly concurrency?: number;
  /** Seconds until failed messages come back, given how often they were received; the queue's visibility timeout unless told. */
  readonly comeBackAfter?: (receiveCount: number) => number;
};

/**
 * Takes a queue's messages through a function. Those that failed come back when their visibility timeout is over and, by the queue's redrive
 * policy, end in its dead-letter queue. A new message is taken at once when `wake` is called, within a second otherwise.
 */
export function startQueueSource(start: QueueSourceStart): Source {
  const { mapping, client, report, concurrency = 2 } = start;
  const most = Math.min(concurrency, mapping.maximumConcurrency);
  const pace = new Pace({ shortest: 20, longest: 1_000 });
  const ending = new AbortController();
  const running = new Set<Promise<void>>();

  const receiveBatch = async (): Promise<QueueMessage[]> => {
    const batch: QueueMessage[] = [];
    const until = performance.now() + mapping.windowMilliseconds;
    while (!ending.signal.aborted) {
      const received = await client.receive(Math.min(10, mapping.batchSize - batch.length));
      batch.push(...received);
      const left = until - performance.now();
      if (batch.length >= mapping.batchSize || batch.length === 0 || left <= 0) break;
      if (received.length === 0) await pace.pause(left);
    }

    return batch;
  };
  const read = async () => {
    while (!ending.signal.aborted) {
      try {
        if (running.size >= most) await Promise.race(running);
        const batch = await receiveBatch();
        if (batch.length === 0) {
          await pace.pause();
          continue;
        }
        pace.busy();
        const run = processBatch(start, batch).finally(() => running.delete(run));
        running.add(run);
      } catch (error) {
        if (ending.signal.aborted) return;
        report(`The queue ${mapping.queueName} cannot be read: ${error instanceof Error ? error.message : error}`);
        await pause(1_000, undefined, { signal: ending.signal }).catch(() => {});
      }
    }
  };
  const reading = read();

  return {
    wake: () => pace.wake(),
    async stop() {
      ending.abort();
      pace.wake();
      await reading;
      await Promise.all(running);
    },
  };
}

/** Runs one batch and deletes what succeeded. Never rejects: what went wrong is reported, and the messages come back. */
async function processBatch(start: QueueSourceStart, batch: readonly QueueMessage[]): Promise<void> {
  const { mapping, client, invoke, report } = start;
  const heard =
    mapping.filter === undefined ? batch : batch.filter((message) => mapping.filter?.(filterView(start, message)));
  try {
    const failed = heard.length === 0 ? new Set<string>() : await failures(start, heard, invoke);
    const back = heard.filter(({ MessageId }) => failed === 'all' || failed.has(MessageId));
    const done = batch.filter((message) => !back.includes(message));
    for (let from = 0; from < done.length; from += 10) await client.remove(done.slice(from, from + 10));
    if (back.length > 0) await comeBack(start, back, batch.length);
  } catch (error) {
    report(`A batch of ${mapping.queueName} comes back: ${error instanceof Error ? error.message : error}`);
  }
}

async function failures(
  { mapping }: QueueSourceStart,
  messages: readonly QueueMessage[],
  invoke: QueueSourceStart['invoke'],
): Promise<'all' | ReadonlySet<string>> {
  const payload = JSON.stringify({ Records: messages.map((message) => queueRecord(message, mapping.sourceArn)) });
  const answer = await invoke(mapping.functionArn, payload, mapping.id);
  if (answer.failed) return 'all';

  return mapping.reportsFailures
    ? failedItems(
        answer.payload,
        messages.map(({ MessageId }) => MessageId),
      )
    : new Set();
}

async function comeBack(
  { mapping, client, report, comeBackAfter }: QueueSourceStart,
  messages: readonly QueueMessage[],
  of: number,
): Promise<void> {
  report(`${mapping.functionArn.split(':').at(-1)}: ${messages.length} of ${of} messages failed and come back`);
  if (comeBackAfter === undefined) return;
  for (const message of messages)
    await client.hideFor(message, comeBackAfter(Number(message.Attributes.ApproximateReceiveCount ?? 1)));
}

/** What filters see: the record, with a JSON body read (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html). */
function filterView({ mapping }: QueueSourceStart, message: QueueMessage): object {
  const record = queueRecord(message, mapping.sourceArn);
  try {
    return { ...record, body: JSON.parse(message.Body) as unknown };
  } catch {
    return record;
  }
}
