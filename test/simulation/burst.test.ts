import { expect, test } from 'vitest';
import { addressOf, submitFrom } from '#test/support/crowd.ts';
import { startGoldpan } from '#test/support/goldpan.ts';
import { memoryOf } from '#test/support/memory.ts';
import { aSubmission, inbox, leads } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

const PEOPLE = 1_000;
const SIDE_BY_SIDE = 32;
const GIGABYTE = 1024 ** 3;

test('of 1,000 submissions in a burst none is lost, each gets exactly one mail, and memory stays under 1 GB', async () => {
  await using goldpan = await startGoldpan();
  const { url } = goldpan;
  const submission = await aSubmission(url);
  const addresses = Array.from({ length: PEOPLE }, (_, n) => addressOf(n));
  let memory = 0;
  const watch = setInterval(() => (memory = Math.max(memory, memoryOf(goldpan.pid))), 250);

  const statuses = await inParallel(addresses, (email, n) =>
    submitFrom(url, n, { ...submission, fields: { ...submission.fields, email } }),
  );
  await waitFor(async () => (await inbox(url)).length >= PEOPLE, { within: 120_000, every: 500 });
  clearInterval(watch);

  expect(new Set(statuses)).toEqual(new Set([202]));
  expect((await leads(url)).map(({ email }) => email).sort()).toEqual(addresses.toSorted());
  expect((await inbox(url)).map(({ to }) => to).sort()).toEqual(addresses.toSorted());
  expect(memory).toBeGreaterThan(0);
  expect(memory).toBeLessThan(GIGABYTE);
}, 240_000);

async function inParallel<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = items.entries();
  const worker = async () => {
    for (const [index, item] of left) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));

  return results;
}
