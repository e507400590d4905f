import type { Context, SQSEvent } from 'aws-lambda';
import { expect, it, vi } from 'vitest';
import type { MailFeedback } from '#contracts/mail-feedback.ts';
import { createHandler } from '#functions/feedback/handler.ts';
import type { Taken } from '#functions/feedback/take-feedback.ts';
import { jsonLog } from '#lambda/log.ts';
import { aBounce, aComplaint, aDelivery, aNotification } from '#test/support/mail-feedback.ts';

const leadId = '01JQ0000000000000000000000';
const tags = { lead: [leadId], mail: ['opt-in'] };

function aHandler(taken: Taken = 'noted', paused?: { mails: number }) {
  const lines: string[] = [];
  const takeFeedback = vi.fn(async (_feedback: MailFeedback, _again: boolean) => taken);
  const pauseWhenDue = vi.fn(async () =>
    paused ? { mailing: { version: 1 }, counts: { ...paused, bounces: 10, complaints: 0 } } : undefined,
  );
  const log = jsonLog(
    'feedback',
    () => 0,
    (line) => lines.push(line),
  );
  const handler = createHandler({ takeFeedback, pauseWhenDue, log });
  const run = (...messages: { body: string; receiveCount?: number }[]) => {
    const Records = messages.map(({ body, receiveCount = 1 }, n) => ({
      messageId: `message-${n}`,
      body,
      attributes: { ApproximateReceiveCount: String(receiveCount) },
    }));

    return handler({ Records } as unknown as SQSEvent, {} as Context);
  };

  return { takeFeedback, pauseWhenDue, run, text: () => lines.join('\n') };
}

it('takes what SES told, and knows what was handed out before', async () => {
  const { takeFeedback, run } = aHandler();
  const told = [
    { body: aNotification(aDelivery({ tags })) },
    { body: aNotification(aDelivery({ tags })), receiveCount: 2 },
  ];
  expect(await run(...told)).toEqual({ batchItemFailures: [] });
  expect(takeFeedback.mock.calls.map(([{ kind }, again]) => [kind, again])).toEqual([
    ['delivered', false],
    ['delivered', true],
  ]);
});

it('drops what cannot be read, counts it, and says nothing of what is in it', async () => {
  const { takeFeedback, run, text } = aHandler();
  const odd = aNotification({ ...aBounce({ address: 'canary@secret.example' }), bounce: { bounceType: 'canary' } });
  expect(await run({ body: odd }, { body: 'canary {' })).toEqual({ batchItemFailures: [] });
  expect(takeFeedback).not.toHaveBeenCalled();
  expect(text().match(/"FeedbackUnreadable":1/g)).toHaveLength(2);
  expect(text()).toContain('message-0');
  expect(text()).not.toContain('canary');
});

it('lets one that fails come again, without the others', async () => {
  const { takeFeedback, run, text } = aHandler();
  takeFeedback.mockImplementation(async ({ kind }) => {
    if (kind === 'hard-bounce') throw new Error('the table is away');
    return 'noted';
  });
  const messages = [aDelivery({ tags }), aBounce({ tags, address: 'canary@secret.example' }), aComplaint({ tags })];
  const failed = await run(...messages.map((event) => ({ body: aNotification(event) })));
  expect(failed).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
  expect(takeFeedback).toHaveBeenCalledTimes(3);
  expect(text()).not.toContain('canary');
});

it('looks at our standing after a bounce or a complaint, and not after a delivery', async () => {
  const { pauseWhenDue, run } = aHandler();
  await run({ body: aNotification(aDelivery({ tags })) });
  expect(pauseWhenDue).not.toHaveBeenCalled();
  await run({ body: aNotification(aBounce({ tags })) }, { body: aNotification(aComplaint({ tags })) });
  expect(pauseWhenDue).toHaveBeenCalledTimes(2);
});

it('Script in Referer, User-Agent, utm fields, bounce diagnostics: escaped (diagnostics reach neither log nor metric, nor does the address)', async () => {
  const { run, text } = aHandler('blocked', { mails: 400 });
  const diagnostic = '<script>alert(1)</script> ada@secret.example';
  const bounce = aBounce(
    { tags, address: 'ada@secret.example' },
    { bounceType: 'Permanent', bounceSubType: 'General' },
    { diagnosticCode: diagnostic },
  );
  await run({ body: aNotification(bounce) });
  expect(text()).toMatch(/"AddressBlocked":1[\s\S]*"MailingPaused":1/);
  expect(text()).toContain(leadId);
  for (const secret of ['secret.example', 'script']) expect(text()).not.toContain(secret);
});
