import { setTimeout as pause } from 'node:timers/promises';
import { failedItems } from './batch-answer.ts';
import type { StreamMapping } from './mappings.ts';
import type { StreamRecord } from './stream-client.ts';

export type GivenUp = {
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly records: readonly StreamRecord[];
  /** How often the function was called with them. */
  readonly attempts: number;
  readonly requestId: string | undefined;
};

export type BatchesStart = {
  readonly mapping: StreamMapping;
  readonly invoke: (
    records: readonly StreamRecord[],
  ) => Promise<{ requestId: string; failed: boolean; payload: string }>;
  /** Called when every record up to this one is over. */
  readonly checkpoint: (sequenceNumber: string) => void;
  readonly giveUp: (given: GivenUp) => Promise<void>;
  /** The age of a record in milliseconds. */
  readonly ageOf: (record: StreamRecord) => number;
  readonly retryDelay: (attempt: number) => number;
  readonly signal: AbortSignal;
};

type Batch = { readonly records: readonly StreamRecord[]; readonly attempts: number; readonly requestId?: string };

/**
 * Takes records through the function in order, the way Lambda does for streams: a failed batch is tried again from its first failed record; with
 * bisecting it is halved until the record that fails stands alone (splitting uses up no retry); what stays failed, or is too old, is given up.
 * Resolves when all records are over, or when stopped: then the rest is not checkpointed.
 */
export async function processInOrder(start: BatchesStart, records: readonly StreamRecord[]): Promise<void> {
  let work: Batch[] = [{ records, attempts: 0 }];
  for (let [batch, ...later] = work; batch !== undefined && !start.signal.aborted; [batch, ...later] = work) {
    const expired = batch.records.filter((record) => start.ageOf(record) > start.mapping.maximumAgeMilliseconds);
    const next = expired.length > 0 ? await withoutExpired(start, batch, expired.length) : await attempt(start, batch);
    work = [...next, ...later];
  }
}

/** Runs a batch once; returns what is left to do. */
async function attempt(start: BatchesStart, batch: Batch): Promise<Batch[]> {
  const { mapping, checkpoint, signal } = start;
  const { requestId, failed, payload } = await start.invoke(batch.records);
  if (signal.aborted && failed) return [];
  const failedAt = failed ? 0 : firstFailure(mapping, batch.records, payload);
  const done = batch.records.slice(0, failedAt).at(-1);
  if (done !== undefined) checkpoint(done.dynamodb.SequenceNumber);
  if (failedAt === undefined) return [];
  const records = batch.records.slice(failedAt);
  // The record that failed now leads the rest: this was its first failure.
  const attempts = failedAt > 0 ? 1 : batch.attempts + 1;
  if (mapping.bisects && failedAt === 0 && records.length > 1) {
    const middle = Math.ceil(records.length / 2);

    return [
      { records: records.slice(0, middle), attempts: batch.attempts, requestId },
      { records: records.slice(middle), attempts: 0, requestId },
    ];
  }
  if (attempts > mapping.retries)
    return over(start, { condition: 'RetryAttemptsExhausted', records, attempts, requestId });
  await pause(start.retryDelay(attempts), undefined, { signal }).catch(() => {});

  return [{ records, attempts, requestId }];
}

/** The oldest records come first, so those that are too old are the beginning of the batch. */
async function withoutExpired(
  start: BatchesStart,
  { records, attempts, requestId }: Batch,
  expired: number,
): Promise<Batch[]> {
  await over(start, { condition: 'RecordAgeExceeded', records: records.slice(0, expired), attempts, requestId });
  const young = records.slice(expired);

  return young.length === 0 ? [] : [{ records: young, attempts: 0 }];
}

async function over({ giveUp, checkpoint }: BatchesStart, given: GivenUp): Promise<[]> {
  await giveUp(given);
  const last = given.records.at(-1);
  if (last !== undefined) checkpoint(last.dynamodb.SequenceNumber);

  return [];
}

/** The index of the first record that the function reports as failed, or undefined when there is none. */
function firstFailure(mapping: StreamMapping, records: readonly StreamRecord[], payload: string): number | undefined {
  if (!mapping.reportsFailures) return undefined;
  const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const failed = failedItems(payload, numbers);
  if (failed === 'all') return 0;
  const index = numbers.findIndex((number) => failed.has(number));

  return index === -1 ? undefined : index;
}
