import { setTimeout as pause } from 'node:timers/promises';
import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Item } from './items.ts';
import type { Table } from './table.ts';

const A_CALL = 25;
const ATTEMPTS = 6;
const FIRST_PAUSE = 50;

/** Some items could not be written, although the table was asked several times. */
export class UnprocessedItemsError extends Error {
  override readonly name = 'UnprocessedItemsError';
  readonly count: number;

  constructor(count: number) {
    super(`${count} items were not written after ${ATTEMPTS} attempts`);
    this.count = count;
  }
}

/**
 * Puts items, 25 a call, asking again for what the table left unprocessed (full jitter, doubling from 50 ms). Of items with the same key the last counts.
 * @throws UnprocessedItemsError when some are left after six attempts.
 */
export async function batchPut(table: Table, items: readonly Item[]): Promise<void> {
  const distinct = [...new Map(items.map((item) => [`${item.pk?.S}|${item.sk?.S}`, item])).values()];
  for (let start = 0; start < distinct.length; start += A_CALL) {
    const requests = distinct.slice(start, start + A_CALL).map((item) => ({ PutRequest: { Item: item } }));
    await writeAll(table, requests);
  }
}

/** Carries out at most 25 writes, asking again for what the table left. @throws UnprocessedItemsError */
export async function writeAll(table: Table, requests: WriteRequest[]): Promise<void> {
  let left = requests;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(Math.random() * FIRST_PAUSE * 2 ** attempt);
    const { UnprocessedItems: unprocessed = {} } = await table.client.send(
      new BatchWriteItemCommand({ RequestItems: { [table.name]: left } }),
    );
    left = unprocessed[table.name] ?? [];
    if (left.length === 0) return;
  }
  throw new UnprocessedItemsError(left.length);
}
