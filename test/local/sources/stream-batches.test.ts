import { describe, expect, it } from 'vitest';
import type { StreamMapping } from '#local/sources/mappings.ts';
import { type BatchesStart, type GivenUp, processInOrder } from '#local/sources/stream-batches.ts';
import type { StreamRecord } from '#local/sources/stream-client.ts';
import { aStreamMapping } from './a-mapping.ts';

const records = (count: number): StreamRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: String(index + 1), ApproximateCreationDateTime: 0 },
  }));

/** Runs `count` records through a function that is told the sequence numbers of each batch. Returns what happened, in order. */
async function take(
  count: number,
  answer: (numbers: string, call: number) => unknown,
  changes: Partial<StreamMapping> = {},
  ageOf: BatchesStart['ageOf'] = () => 0,
) {
  const calls: string[] = [];
  const checkpoints: string[] = [];
  const givenUp: { numbers: string; condition: GivenUp['condition']; attempts: number }[] = [];
  const numbersOf = (batch: readonly StreamRecord[]) => batch.map(({ dynamodb }) => dynamodb.SequenceNumber).join(' ');
  await processInOrder(
    {
      mapping: aStreamMapping({ retries: 2, ...changes }),
      invoke: async (batch) => {
        calls.push(numbersOf(batch));
        const value = answer(numbersOf(batch), calls.length);

        return { requestId: 'r', failed: value instanceof Error, payload: JSON.stringify(value ?? null) };
      },
      checkpoint: (number) => checkpoints.push(number),
      giveUp: async ({ records: given, condition, attempts }) => {
        givenUp.push({ numbers: numbersOf(given), condition, attempts });
      },
      ageOf,
      retryDelay: () => 0,
      signal: new AbortController().signal,
    },
    records(count),
  );

  return { calls, checkpoints: checkpoints.join(' '), givenUp };
}

const poison = (number: string) => (numbers: string) =>
  numbers.split(' ').includes(number) ? new Error('poison') : undefined;
const reported = (number: string) => (numbers: string) => ({
  batchItemFailures: numbers.split(' ').includes(number) ? [{ itemIdentifier: number }] : [],
});

describe('a batch that fails', () => {
  it('is tried again as often as allowed, then given up whole', async () => {
    expect(await take(3, poison('2'))).toEqual({
      calls: ['1 2 3', '1 2 3', '1 2 3'],
      givenUp: [{ numbers: '1 2 3', condition: 'RetryAttemptsExhausted', attempts: 3 }],
      checkpoints: '3',
    });
  });

  it('is halved until the poison record stands alone; the others succeed, in order', async () => {
    expect(await take(6, poison('5'), { bisects: true })).toEqual({
      calls: ['1 2 3 4 5 6', '1 2 3', '4 5 6', '4 5', '4', '5', '5', '5', '6'],
      givenUp: [{ numbers: '5', condition: 'RetryAttemptsExhausted', attempts: 3 }],
      checkpoints: '3 4 5 6',
    });
  });

  it('succeeds when the trouble passes', async () => {
    const result = await take(2, (_, call) => (call < 3 ? new Error('throttled') : undefined));

    expect(result).toMatchObject({ givenUp: [], checkpoints: '2' });
    expect(result.calls).toHaveLength(3);
  });
});

describe('a function that reports what failed', () => {
  it('gets the rest again from the first failed record, and what came before stays done', async () => {
    expect(await take(4, reported('3'), { reportsFailures: true })).toEqual({
      calls: ['1 2 3 4', '3 4', '3 4'],
      givenUp: [{ numbers: '3 4', condition: 'RetryAttemptsExhausted', attempts: 3 }],
      checkpoints: '2 4',
    });
  });

  it('loses only the poison record when the batch is bisected as well', async () => {
    expect(await take(4, reported('3'), { reportsFailures: true, bisects: true })).toEqual({
      calls: ['1 2 3 4', '3 4', '3', '3', '4'],
      givenUp: [{ numbers: '3', condition: 'RetryAttemptsExhausted', attempts: 3 }],
      checkpoints: '2 3 4',
    });
  });

  it.each([
    ['no failures', { batchItemFailures: [] }, 1],
    ['nothing', undefined, 1],
    ['an unknown record', { batchItemFailures: [{ itemIdentifier: '99' }] }, 3],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }, 3],
    ['another form', { batchItemFailures: ['1'] }, 3],
  ])('and answers with %s is called as often as Lambda would', async (_, value, calls) => {
    expect((await take(2, () => value, { reportsFailures: true })).calls).toHaveLength(calls);
  });

  it('is believed only where the mapping says so', async () => {
    expect(await take(2, reported('1'), { reportsFailures: false })).toMatchObject({
      calls: ['1 2'],
      checkpoints: '2',
    });
  });
});

it('records that are too old are given up without a call, the younger ones run', async () => {
  const age: BatchesStart['ageOf'] = ({ dynamodb }) => (Number(dynamodb.SequenceNumber) <= 2 ? 61_000 : 0);

  expect(await take(4, () => undefined, { maximumAgeMilliseconds: 60_000 }, age)).toEqual({
    calls: ['3 4'],
    givenUp: [{ numbers: '1 2', condition: 'RecordAgeExceeded', attempts: 0 }],
    checkpoints: '2 4',
  });
});
