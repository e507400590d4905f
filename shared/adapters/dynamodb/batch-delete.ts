import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { writeAll } from './batch-put.ts';
import { toItem } from './items.ts';
import type { Table } from './table.ts';

const A_CALL = 25;
const AT_ONCE = 4;

/** Deletes items of one partition, 25 a call and four calls at once. Deleting what is not there changes nothing. @throws UnprocessedItemsError */
export async function batchDelete(table: Table, pk: string, sortKeys: readonly string[]): Promise<void> {
  const calls: WriteRequest[][] = [];
  for (let start = 0; start < sortKeys.length; start += A_CALL)
    calls.push(sortKeys.slice(start, start + A_CALL).map((sk) => ({ DeleteRequest: { Key: toItem({ pk, sk }) } })));
  const work = async () => {
    for (let call = calls.shift(); call !== undefined; call = calls.shift()) await writeAll(table, call);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
