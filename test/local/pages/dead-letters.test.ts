import { expect, test } from 'vitest';
import { deadLetterRoutes } from '#local/pages/dead-letters/dead-letter-routes.ts';

const queues = [
  {
    queueName: 'mailDeadLetters',
    feeds: ['mailQueue'],
    messages: [
      { id: 'm1', reason: 'mail: <b>Error</b>: no', body: '{"a":1}', sentAt: new Date('2026-01-01T00:00:00.000Z') },
    ],
  },
];
const redriven: string[] = [];
const [route] = deadLetterRoutes({
  deadLetters: {
    list: () => queues,
    redrive: async (queueName) => {
      redriven.push(queueName);

      return 1;
    },
  },
});
const request = { query: new URLSearchParams(), path: {}, wantsJson: false, isForm: true, body: undefined };

test('shows each message with its reason, escaped, and a button', async () => {
  const page = await route?.get?.(request);

  expect(page?.body).toContain('mail: &lt;b&gt;Error&lt;/b&gt;: no');
  expect(page?.body).toContain('Send it back');
});

test('the button sends the messages of its queue back', async () => {
  const answer = await route?.post?.({ ...request, body: { queue: 'mailDeadLetters' } });

  expect(answer).toMatchObject({ status: 303, headers: { location: '/local/dead-letters?redriven=1' } });
  expect(redriven).toEqual(['mailDeadLetters']);
});

test('a queue that is none is refused', async () => {
  await expect(route?.post?.({ ...request, body: { queue: 'goldpan' } })).rejects.toMatchObject({ status: 400 });
  expect(redriven).toEqual(['mailDeadLetters']);
});
