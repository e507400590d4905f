import type { DynamoDBRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { type StreamRecord, streamHandler } from '#lambda/stream-handler.ts';
import { aContextOf, aLog } from '#test/support/http-event.ts';

const record = (sequenceNumber: string, text: string): DynamoDBRecord => ({
  eventID: sequenceNumber,
  eventName: 'MODIFY',
  dynamodb: { SequenceNumber: sequenceNumber, NewImage: { text: { S: text } }, StreamViewType: 'NEW_IMAGE' },
});

function run(
  records: DynamoDBRecord[],
  handle: (records: readonly StreamRecord<string>[]) => Promise<string | undefined> = async () => undefined,
) {
  const log = aLog();
  const handled: string[] = [];
  const read = ({ text }: { text?: { S?: string } }) => {
    if (text?.S?.startsWith('poison') !== false) throw new SyntaxError(`cannot read ${text?.S}`);
    return text.S;
  };
  const handler = streamHandler({ read: (image) => read(image as { text?: { S?: string } }), log }, (some) => {
    handled.push(...some.map(({ content }) => content));
    return handle(some);
  });

  return handler({ Records: records }, aContextOf()).then(({ batchItemFailures }) => ({
    failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    handled,
    log: log.lines.join('\n'),
  }));
}

it('hands the records over in their order', async () => {
  expect(await run([record('1', 'a'), record('2', 'b'), record('3', 'c')])).toMatchObject({
    failed: [],
    handled: ['a', 'b', 'c'],
  });
});

it('stops at the first record that cannot be read: those before it were handled, none after it was', async () => {
  const { failed, handled, log } = await run([
    record('1', 'a'),
    record('2', 'poison canary-3e'),
    record('3', 'c'),
    record('4', 'poison'),
  ]);

  expect(failed).toEqual(['2']);
  expect(handled).toEqual(['a']);
  expect(log).toContain('"sequenceNumber":"2"');
  expect(log).not.toContain('canary');
});

it('hands nothing over when the very first cannot be read', async () => {
  expect(await run([record('1', 'poison')])).toMatchObject({ failed: ['1'], handled: [] });
});

it('reports the earlier of a record that failed and one that cannot be read', async () => {
  expect(await run([record('1', 'a'), record('2', 'b'), record('3', 'poison')], async () => '2')).toMatchObject({
    failed: ['2'],
  });
});

it('fails as a whole when the handling fails, so that nothing is taken for done', async () => {
  await expect(run([record('1', 'a')], () => Promise.reject(new Error('throttled')))).rejects.toThrow('throttled');
});
