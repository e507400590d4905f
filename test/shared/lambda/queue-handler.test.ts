import type { SQSRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { queueHandler, type Woken } from '#lambda/queue-handler.ts';
import { LeadNotFoundError } from '#ports/lead-not-found-error.ts';
import { NOW } from '#test/support/a-lead.ts';
import { aContextOf, aLog } from '#test/support/http-event.ts';

const record = (messageId: string, body: string): SQSRecord => ({
  messageId,
  receiptHandle: 'r',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 's',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:queue',
  awsRegion: 'eu-central-1',
});
const message = (messageId: string, leadId: string, type = 'lead.captured') =>
  record(
    messageId,
    JSON.stringify({
      version: '0',
      source: 'goldpan',
      'detail-type': type,
      detail: { version: 1, id: messageId, at: NOW, leadId, formId: 'f' },
    }),
  );

function run(records: SQSRecord[], handle: (woken: Woken) => Promise<void> = async () => undefined) {
  const log = aLog();
  const woken: Woken[] = [];
  const handler = queueHandler({ log }, (one) => {
    woken.push(one);
    return handle(one);
  });

  return handler({ Records: records }, aContextOf()).then(({ batchItemFailures }) => ({
    failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    woken,
    log: log.lines.join('\n'),
  }));
}

it('handles the events of one lead once, with all their types', async () => {
  const { woken, failed } = await run([
    message('1', 'a'),
    message('2', 'b'),
    message('3', 'a', 'lead.confirmed'),
    message('4', 'a'),
  ]);

  expect(woken).toEqual([
    { leadId: 'a', types: ['lead.captured', 'lead.confirmed'] },
    { leadId: 'b', types: ['lead.captured'] },
  ]);
  expect(failed).toEqual([]);
});

it('reports only what failed, with all events of that lead', async () => {
  const { failed, log } = await run([message('1', 'a'), message('2', 'b'), message('3', 'a')], async ({ leadId }) => {
    if (leadId === 'a') throw new Error('boom');
  });

  expect(failed).toEqual(['1', '3']);
  expect(log).toContain('"leadId":"a"');
});

it.each([
  ['no JSON', 'canary-1c'],
  ['another detail', JSON.stringify({ 'detail-type': 'x', detail: { canary: 'canary-1c' } })],
  [
    'a version that we do not know',
    JSON.stringify({ 'detail-type': 'x', detail: { version: 2, id: 'canary-1c', at: NOW, leadId: 'canary-1c' } }),
  ],
  ['nothing', ''],
])('reports a message with %s and handles the others; the log quotes nothing', async (_what, body) => {
  const { failed, woken, log } = await run([record('bad', body), message('good', 'a')]);

  expect(failed).toEqual(['bad']);
  expect(woken).toHaveLength(1);
  expect(log).toContain('event cannot be read');
  expect(log).not.toContain('canary');
});

it('handles different leads side by side', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { failed } = await run([message('1', 'waits'), message('2', 'frees')], async ({ leadId }) => {
    if (leadId === 'frees') resolve();
    await promise;
  });

  expect(failed).toEqual([]);
});

it('has nothing left to do for a lead that was erased: its events are no failure', async () => {
  const { failed, log } = await run([message('1', 'gone'), message('2', 'b')], async ({ leadId }) => {
    if (leadId === 'gone') throw new LeadNotFoundError(leadId);
  });

  expect(failed).toEqual([]);
  expect(log).toContain('"message":"lead is gone"');
  expect(log).not.toContain('"level":"ERROR"');
});
