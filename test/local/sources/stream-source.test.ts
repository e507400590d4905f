import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { compilePattern } from '#local/events/pattern.ts';
import { type AwsCaller, awsCaller } from '#local/sources/aws-caller.ts';
import type { StreamMapping } from '#local/sources/mappings.ts';
import { streamClient } from '#local/sources/stream-client.ts';
import { type Source, type StreamSourceStart, startStreamSource } from '#local/sources/stream-source.ts';
import { startTestTable, type TestTable } from '#test/support/dynamodb.ts';
import { aStreamMapping } from './a-mapping.ts';

const Batch = z.object({
  Records: z.array(
    z.looseObject({
      eventSourceARN: z.string(),
      awsRegion: z.string(),
      eventName: z.string(),
      dynamodb: z.looseObject({ Keys: z.object({ pk: z.object({ S: z.string() }) }), SequenceNumber: z.string() }),
    }),
  ),
});
type Batch = z.infer<typeof Batch>;

let table: TestTable;
let caller: AwsCaller;
let folder: string;
const sources: Source[] = [];

beforeAll(async () => {
  table = await startTestTable();
  caller = awsCaller({
    endpoint: table.endpoint,
    region: 'eu-central-1',
    accessKeyId: 'LOCAL-publish',
    service: 'dynamodb',
    target: 'DynamoDBStreams_20120810',
  });
});
afterAll(async () => {
  caller.stop();
  await table.stop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'goldpan-checkpoints-'));
});
afterEach(() => Promise.all(sources.splice(0).map((source) => source.stop())));

const put = (pk: string, more: Record<string, { S: string }> = {}) =>
  table.client.send(
    new PutItemCommand({ TableName: table.tableName, Item: { pk: { S: pk }, sk: { S: 'LEAD' }, ...more } }),
  );

/** A source whose function is `handle`. Records its batches by partition key, and what it sent and reported. */
async function reading(
  handle: (keys: string[], batch: Batch) => unknown,
  changes: Partial<StreamMapping> = {},
  start: Partial<StreamSourceStart> = {},
) {
  const heard: string[][] = [];
  const sent: { queueArn: string; body: unknown }[] = [];
  const reports: string[] = [];
  const source = await startStreamSource({
    mapping: aStreamMapping({ tableName: table.tableName, startingPosition: 'LATEST', ...changes }),
    client: streamClient(caller.call),
    invoke: async (_, payload) => {
      const batch = Batch.parse(JSON.parse(payload));
      const keys = batch.Records.map(({ dynamodb }) => dynamodb.Keys.pk.S);
      heard.push(keys);
      const value = await handle(keys, batch);

      return {
        requestId: 'request',
        failed: value instanceof Error,
        payload: JSON.stringify(value instanceof Error ? {} : (value ?? null)),
      };
    },
    sendMessage: async (queueArn, body) => void sent.push({ queueArn, body: JSON.parse(body) }),
    report: (line) => reports.push(line),
    folder,
    now: () => new Date('2026-11-22T12:00:00Z'),
    retryDelay: () => 5,
    ...start,
  });
  sources.push(source);

  return { source, heard, sent, reports, keys: () => heard.flat() };
}

describe('a stream source', () => {
  it("hands records on in order, under the template's names", async () => {
    const batches: Batch[] = [];
    const { keys } = await reading((_, batch) => void batches.push(batch));
    for (const pk of ['a', 'b', 'c']) await put(pk);

    await vi.waitFor(() => expect(keys()).toEqual(['a', 'b', 'c']));
    expect(batches[0]?.Records[0]).toMatchObject({
      awsRegion: 'eu-central-1',
      eventSource: 'aws:dynamodb',
      eventSourceARN: 'arn:aws:dynamodb:eu-central-1:000000000000:table/leads/stream/2026',
      eventName: 'INSERT',
    });
  });

  it('takes a record at once when it is woken', async () => {
    const { source, keys } = await reading(() => undefined);
    // Long enough for the poller to slow down.
    await new Promise((done) => setTimeout(done, 700));
    await put('woken');
    const began = performance.now();
    source.wake();
    await vi.waitFor(() => expect(keys()).toEqual(['woken']), { interval: 5 });

    expect(performance.now() - began).toBeLessThan(150);
  });

  it('hears only what its filter lets through, and moves on past the rest', async () => {
    const filter = compilePattern({
      eventName: ['INSERT', 'MODIFY'],
      dynamodb: { NewImage: { outbox: { S: [{ exists: true }] } } },
    });
    const first = await reading(() => undefined, { filter });
    await put('silent');
    await put('loud', { outbox: { S: '[]' } });
    await put('silent-too');
    await vi.waitFor(() => expect(first.keys()).toEqual(['loud']));
    // Nothing is left to read once the filtered tail is behind the checkpoint.
    await new Promise((done) => setTimeout(done, 400));
    await first.source.stop();
    const second = await reading(() => undefined);
    await put('next');

    await vi.waitFor(() => expect(second.keys()).toEqual(['next']));
  });

  it('collects a batch for its window', async () => {
    const { heard } = await reading(() => undefined, { windowMilliseconds: 400, batchSize: 100 });
    await put('one');
    await new Promise((done) => setTimeout(done, 100));
    await put('two');

    await vi.waitFor(() => expect(heard).toEqual([['one', 'two']]));
  });

  it('isolates a poison record: the others pass, one message tells where it lies', async () => {
    const passed: string[] = [];
    const handle = (keys: string[]) => {
      if (keys.includes('poison')) return new Error('poison');
      passed.push(...keys);
    };
    const onFailure = 'arn:aws:sqs:eu-central-1:000000000000:dead';
    const { sent, reports } = await reading(handle, { bisects: true, retries: 1, onFailure });
    for (const pk of ['p1', 'p2', 'poison', 'p3', 'p4', 'p5']) await put(pk);
    await vi.waitFor(() => expect(passed).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']));

    expect(sent[0]).toMatchObject({
      queueArn: 'arn:aws:sqs:eu-central-1:000000000000:dead',
      body: {
        version: '1.0',
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
        DDBStreamBatchInfo: {
          batchSize: 1,
          streamArn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/leads/stream/2026',
        },
      },
    });
    expect(reports).toEqual([expect.stringContaining('gave up 1 stream record(s) after 2 attempts')]);
  });
});

describe('a restart', () => {
  it('sends nothing again that was done, and misses nothing written in between', async () => {
    const first = await reading(() => undefined);
    await put('before');
    await vi.waitFor(() => expect(first.keys()).toEqual(['before']));
    await first.source.stop();
    await put('between');
    const second = await reading(() => undefined);
    await put('after');

    await vi.waitFor(() => expect(second.keys()).toEqual(['between', 'after']));
  });

  it('begins again with a batch that was not done', async () => {
    const first = await reading(() => new Error('not now'), { retries: 1_000 });
    await put('undone');
    await vi.waitFor(() => expect(first.keys().length).toBeGreaterThan(1));
    await first.source.stop();
    const second = await reading(() => undefined);

    await vi.waitFor(() => expect(second.keys()).toEqual(['undone']));
  });

  it('remembers where LATEST was, even if nothing came since', async () => {
    const first = await reading(() => undefined, { startingPosition: 'LATEST' });
    await first.source.stop();
    await put('written while off');
    const second = await reading(() => undefined, { startingPosition: 'LATEST' });

    await vi.waitFor(() => expect(second.keys()).toEqual(['written while off']));
  });

  it('with the checkpoint of another stream begins at the oldest record', async () => {
    const first = await reading(() => undefined);
    await put('known');
    await vi.waitFor(() => expect(first.keys()).toEqual(['known']));
    await first.source.stop();
    const [file = ''] = readdirSync(folder);
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(folder, file), text.replace(/"streamArn":"[^"]+"/, '"streamArn":"arn:of:a:former:table"'));
    const second = await reading(() => undefined, { startingPosition: 'TRIM_HORIZON' });

    await vi.waitFor(() => expect(second.keys()).toContain('known'));
  });

  it('does not start over because a checkpoint is damaged', async () => {
    await (await reading(() => undefined)).source.stop();
    const [file = ''] = readdirSync(folder);
    writeFileSync(join(folder, file), '{"streamArn"');

    await expect(reading(() => undefined)).rejects.toThrow(/is no checkpoint; remove it/);
  });
});

it('a stream that cannot be read is reported and read again later', async () => {
  const broken = streamClient(caller.call);
  let failures = 1;
  const client = {
    ...broken,
    records: (iterator: string) => (failures-- > 0 ? Promise.reject(new Error('gone away')) : broken.records(iterator)),
  };
  const { reports, keys } = await reading(() => undefined, { startingPosition: 'TRIM_HORIZON' }, { client });

  await put('later');
  await vi.waitFor(() => expect(keys()).toContain('later'), { timeout: 3_000 });
  expect(reports).toEqual([expect.stringContaining('gone away')]);
});
