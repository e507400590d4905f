import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { compilePattern } from '#local/events/pattern.ts';
import { type AwsCaller, awsCaller } from '#local/sources/aws-caller.ts';
import type { QueueMapping } from '#local/sources/mappings.ts';
import { queueClient } from '#local/sources/queue-client.ts';
import { type QueueSourceStart, startQueueSource } from '#local/sources/queue-source.ts';
import type { Source } from '#local/sources/stream-source.ts';
import { aQueueMapping } from './a-mapping.ts';

const Batch = z.object({ Records: z.array(z.looseObject({ messageId: z.string(), body: z.string() })) });
type Batch = z.infer<typeof Batch>;

let queues: FauxqsServer;
let caller: AwsCaller;
const sources: Source[] = [];

beforeEach(async () => {
  queues = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1', defaultRegion: 'eu-central-1' });
  const { queueArn } = queues.createQueue('dead', { region: 'eu-central-1' });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn, maxReceiveCount: 2 });
  queues.createQueue('work', { region: 'eu-central-1', attributes: { VisibilityTimeout: '1', RedrivePolicy } });
  caller = awsCaller({
    endpoint: `http://127.0.0.1:${queues.port}`,
    region: 'eu-central-1',
    accessKeyId: 'LOCAL-mail',
    service: 'sqs',
    target: 'AmazonSQS',
  });
});
afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.stop()));
  caller.stop();
  await queues.stop();
});

const send = (body: string) => queues.sendMessage('work', body, { region: 'eu-central-1' });
const counts = (name: string) => {
  const messages = queues.inspectQueue(name)?.messages;

  return { ready: messages?.ready.length, hidden: messages?.inflight.length };
};

function reading(
  handle: (bodies: string[], batch: Batch) => unknown,
  changes: Partial<QueueMapping> = {},
  start: Partial<QueueSourceStart> = {},
) {
  const heard: string[][] = [];
  const reports: string[] = [];
  const source = startQueueSource({
    mapping: aQueueMapping(changes),
    client: queueClient(caller.call, `http://127.0.0.1:${queues.port}/000000000000/work`),
    invoke: async (_, payload) => {
      const batch = Batch.parse(JSON.parse(payload));
      const bodies = batch.Records.map(({ body }) => body);
      heard.push(bodies);
      const value = await handle(bodies, batch);

      return {
        requestId: 'request',
        failed: value instanceof Error,
        payload: JSON.stringify(value instanceof Error ? {} : (value ?? null)),
      };
    },
    report: (line) => reports.push(line),
    ...start,
  });
  sources.push(source);

  return { source, heard, reports };
}

describe('a queue source', () => {
  it("hands messages on in Lambda's form and deletes them", async () => {
    const batches: Batch[] = [];
    queues.sendMessage('work', 'hello', {
      region: 'eu-central-1',
      messageAttributes: { kind: { DataType: 'String', StringValue: 'test' } },
    });
    reading((_, batch) => void batches.push(batch));

    await vi.waitFor(() => expect(counts('work')).toEqual({ ready: 0, hidden: 0 }));
    expect(batches[0]?.Records).toMatchObject([
      {
        body: 'hello',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:work',
        awsRegion: 'eu-central-1',
        attributes: { ApproximateReceiveCount: '1' },
        messageAttributes: { kind: { stringValue: 'test', dataType: 'String' } },
      },
    ]);
  });

  it('takes a message at once when it is woken', async () => {
    const { source, heard } = reading(() => undefined);
    await new Promise((done) => setTimeout(done, 1_500));
    send('woken');
    const began = performance.now();
    source.wake();
    await vi.waitFor(() => expect(heard).toEqual([['woken']]), { interval: 5 });

    expect(performance.now() - began).toBeLessThan(150);
  });

  it('deletes what succeeded of a batch; what failed comes back and ends in the dead-letter queue', async () => {
    for (const body of ['good', 'bad', 'fine']) send(body);
    const { heard, reports } = reading((bodies, { Records }) => ({
      batchItemFailures: Records.filter((_, index) => bodies[index] === 'bad').map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    }));

    await vi.waitFor(() => expect(counts('dead')).toEqual({ ready: 1, hidden: 0 }), { timeout: 6_000 });
    expect(heard).toEqual([['good', 'bad', 'fine'], ['bad']]);
    expect(queues.inspectQueue('dead')?.messages.ready[0]?.body).toBe('bad');
    expect(counts('work')).toEqual({ ready: 0, hidden: 0 });
    expect(reports[0]).toBe('consume: 1 of 3 messages failed and come back');
  });

  it('brings back a whole batch whose function failed, as soon as it is told to', async () => {
    send('again');
    const { heard } = reading(
      () => (heard.length < 2 ? new Error('not yet') : undefined),
      {},
      { comeBackAfter: () => 0 },
    );
    const began = performance.now();
    await vi.waitFor(() => expect(heard).toEqual([['again'], ['again']]), { interval: 10 });

    expect(performance.now() - began).toBeLessThan(900);
    await vi.waitFor(() => expect(counts('work')).toEqual({ ready: 0, hidden: 0 }));
  });

  it('runs no more batches at once than allowed', async () => {
    for (let index = 0; index < 30; index++) send(String(index));
    let running = 0;
    let most = 0;
    const { heard } = reading(
      async () => {
        most = Math.max(most, ++running);
        await new Promise((done) => setTimeout(done, 30));
        running--;
      },
      { batchSize: 3, maximumConcurrency: 2 },
      { concurrency: 5 },
    );

    await vi.waitFor(() => expect(heard.flat()).toHaveLength(30), { timeout: 5_000 });
    expect(most).toBe(2);
  });

  it('collects more than ten messages for its window', async () => {
    for (let index = 0; index < 25; index++) send(String(index));
    const { heard } = reading(() => undefined, { batchSize: 50, windowMilliseconds: 200 });

    await vi.waitFor(() => expect(heard.map((batch) => batch.length)).toEqual([25]));
    await vi.waitFor(() => expect(counts('work')).toEqual({ ready: 0, hidden: 0 }));
  });

  it('deletes unheard what its filter refuses, also what is no JSON', async () => {
    for (const body of ['{"detail-type":"lead.offered"}', '{"detail-type":"lead.lost"}', 'text']) send(body);
    const { heard } = reading(() => undefined, {
      filter: compilePattern({ body: { 'detail-type': ['lead.offered'] } }),
    });

    await vi.waitFor(() => expect(counts('work')).toEqual({ ready: 0, hidden: 0 }));
    expect(heard).toEqual([['{"detail-type":"lead.offered"}']]);
  });

  it('finishes the batch that runs before it stops', async () => {
    send('slow');
    let done = false;
    const { source, heard } = reading(async () => {
      await new Promise((finished) => setTimeout(finished, 200));
      done = true;
    });
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    await source.stop();

    expect(done).toBe(true);
    expect(counts('work')).toEqual({ ready: 0, hidden: 0 });
  });
});
