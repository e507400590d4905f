import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { addressOf, submitFrom } from '#test/support/crowd.ts';
import { freePort, startGoldpan } from '#test/support/goldpan.ts';
import { advance, aSubmission, inbox, leads } from '#test/support/visitor.ts';
import { waitFor } from '#test/support/wait-for.ts';

const state = mkdtempSync(join(tmpdir(), 'goldpan-kill-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

/** How long before the kill a mail must have gone out to count as sent for good. */
const A_MOMENT = 3_000;
const SENDERS = 8;

test('killed in the middle of a burst and started again, no acknowledged submission is lost and no mail repeated', async () => {
  const port = await freePort();
  const first = await startGoldpan({ state, port });
  const submission = await aSubmission(first.url);
  const acknowledged: string[] = [];
  let stop = false;
  const senders = Array.from({ length: SENDERS }, async (_, sender) => {
    for (let n = 0; !stop; n++) {
      const person = n * SENDERS + sender;
      const email = addressOf(person);
      const filled = { ...submission, fields: { ...submission.fields, email } };
      const status = await submitFrom(first.url, person, filled).catch(() => undefined);
      if (status === 202) acknowledged.push(email);
    }
  });
  await waitFor(async () => (await inbox(first.url)).length > 20, { within: 60_000 });
  await pause(A_MOMENT + 500);
  const killedAt = Date.now();
  const before = await inbox(first.url);
  await first.end('SIGKILL');
  stop = true;
  await Promise.all(senders);

  await using second = await startGoldpan({ state, port });
  expect((await leads(second.url)).map(({ email }) => email)).toEqual(expect.arrayContaining(acknowledged));
  // What was in flight is found by its timer, at the latest.
  await waitFor(
    async () => {
      await advance(second.url, 'PT10M');
      const mailed = new Set((await inbox(second.url)).map(({ to }) => to));
      return acknowledged.every((email) => mailed.has(email));
    },
    { within: 90_000, every: 500 },
  );

  const settledBefore = before
    .filter(({ receivedAt }) => killedAt - Date.parse(receivedAt) > A_MOMENT)
    .map(({ to }) => to);
  const counts = Map.groupBy(await inbox(second.url), ({ to }) => to);
  expect(settledBefore.length).toBeGreaterThan(0);
  expect(settledBefore.filter((email) => counts.get(email)?.length !== 1)).toEqual([]);
}, 240_000);
