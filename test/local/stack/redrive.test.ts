import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awsCaller } from '#local/sources/aws-caller.ts';
import { streamClient } from '#local/sources/stream-client.ts';
import { redrive } from '#local/stack/redrive.ts';
import { readStreamRange } from '#local/stack/stream-records.ts';
import { modelOf } from '../support/fixture-model.ts';
import { startTestAws, type TestAws } from '../support/local-aws.ts';
import { smallSystem } from '../support/small-system.ts';

const streamArn = 'arn:aws:dynamodb:eu-central-1:000000000000:table/leads/stream/2026-01-01T00:00:00.000';
const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:worker';
let test: TestAws;
let range: { shardId: string; startSequenceNumber: string; endSequenceNumber: string };

beforeAll(async () => {
  test = await startTestAws();
  for (const pk of ['1', '2', '3', '4']) {
    await test.aws.dynamodb.send(
      new PutItemCommand({ TableName: 'leads', Item: { pk: { S: pk }, sk: { S: 'LEAD' } } }),
    );
  }
  const { call, stop } = awsCaller({
    endpoint: test.url,
    region: 'eu-central-1',
    accessKeyId: 'admin',
    service: 'dynamodb',
    target: 'DynamoDBStreams_20120810',
  });
  const client = streamClient(call);
  const own = await client.streamOf('leads');
  const [shard] = await client.shards(own);
  const { records } = await client.records(await client.iterator(own, shard?.id ?? '', { at: 'start' }));
  const [, second, third] = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  stop();
  range = { shardId: shard?.id ?? '', startSequenceNumber: second ?? '', endSequenceNumber: third ?? '' };
});
afterAll(() => test.stop());

const endpoint = () => ({ url: test.url, region: 'eu-central-1' });

it('reads the records that a mapping gave up once more, under the names of the template', async () => {
  const records = await readStreamRange(endpoint(), streamArn, range);

  expect(records.map(({ dynamodb }) => dynamodb.Keys)).toEqual(
    ['2', '3'].map((pk) => ({ pk: { S: pk }, sk: { S: 'LEAD' } })),
  );
  expect(records[0]).toMatchObject({ awsRegion: 'eu-central-1', eventSourceARN: streamArn });
});

it('says when the stream no longer holds them', async () => {
  const gone = { ...range, startSequenceNumber: `${BigInt(range.startSequenceNumber) - 1_000_000n}` };

  await expect(readStreamRange(endpoint(), streamArn, gone)).rejects.toThrow('no longer holds');
});

it.each([
  ['leaves the queue when the function takes them', { failed: false, payload: '{"batchItemFailures":[]}' }, 1, 0],
  ['stays when the function fails', { failed: true, payload: '{}' }, 0, 1],
  [
    'stays when the function names a record',
    { failed: false, payload: '{"batchItemFailures":[{"itemIdentifier":"1"}]}' },
    0,
    1,
  ],
])('what was given up %s', async (_, answer, left, remaining) => {
  const model = modelOf(smallSystem, test.url);
  const { sqs } = test.aws;
  const dead = 'arn:aws:sqs:eu-central-1:000000000000:bin';
  const calls: string[] = [];
  await sqs.drain('bin', async () => true);
  await sqs.send(
    dead,
    JSON.stringify({ requestContext: { functionArn }, DDBStreamBatchInfo: { ...range, streamArn } }),
  );
  const count = await redrive('bin', {
    model,
    sqs,
    send: sqs.send,
    streamRecords: (arn, wanted) => readStreamRange(endpoint(), arn, wanted),
    async invoke(arn, payload) {
      calls.push(`${arn} ${JSON.parse(payload).Records.length}`);

      return answer;
    },
  });

  expect(calls).toEqual([`${functionArn} 2`]);
  expect(count).toBe(left);
  expect(sqs.peek('bin')).toHaveLength(remaining);
  // A message that was received is hidden for a second.
  if (remaining > 0) await expect.poll(() => sqs.drain('bin', async () => true), { timeout: 3_000 }).toBe(1);
});
