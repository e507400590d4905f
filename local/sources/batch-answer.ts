import * as z from 'zod';

const BatchAnswer = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullish();

/**
 * The identifiers that a function reports as failed; `'all'` when its answer names an item that was not in the batch or is in another form, which
 * Lambda takes for a failed batch (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html).
 */
export function failedItems(payload: string, identifiers: readonly string[]): 'all' | ReadonlySet<string> {
  const read = BatchAnswer.safeParse(JSON.parse(payload));
  if (!read.success) return 'all';
  const failed = new Set((read.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));

  return [...failed].every((identifier) => identifiers.includes(identifier)) ? failed : 'all';
}
