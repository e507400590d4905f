import type { SQSEvent } from 'aws-lambda';
import { beforeEach, expect, it } from 'vitest';
import type { PlaybookEvent } from '#contracts/events.ts';
import { createHandler } from '#functions/rescore/handler.ts';
import type { PageOutcome } from '#functions/rescore/rescore-page.ts';
import { NOW } from '#test/support/a-lead.ts';
import { aContextOf, aLog } from '#test/support/http-event.ts';

let log: ReturnType<typeof aLog>;
let done: unknown[];
beforeEach(() => {
  log = aLog();
  done = [];
});

const handlerOf = (outcome: () => Promise<PageOutcome>) =>
  createHandler({
    beginRelease: async (release) => done.push({ release }),
    rescorePage: (wanted) => {
      done.push(wanted);
      return outcome();
    },
    log,
  });
const run = (outcome: PageOutcome | Error, ...bodies: string[]) =>
  handlerOf(async () => {
    if (outcome instanceof Error) throw outcome;
    return outcome;
  })(messages(bodies), aContextOf());
const messages = (bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, n) => ({
    messageId: `m${n}`,
    receiptHandle: '',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'eu-central-1',
  })),
});
const body = ({ type, id, at, facts }: PlaybookEvent) =>
  JSON.stringify({ 'detail-type': type, source: 'goldpan', detail: { version: 1, id, at, ...facts } });

const about = { playbook: '0000000000bb', release: 3 };
const wanted = { ...about, segment: 2, segments: 8, page: 5 };
const released = body({ id: 'release.3', type: 'playbook.released', at: NOW, facts: about });
const page = body({ id: 'release.3.2.5', type: 'playbook.rescore-page', at: NOW, facts: wanted });
const outcome: PageOutcome = { outcome: 'done', leads: 7, scanned: 90, rescored: 70 };

it('begins a release and does a page, and tells log and metric', async () => {
  expect(await run(outcome, released, page)).toEqual({ batchItemFailures: [] });
  expect(done).toEqual([{ release: 3 }, { release: 3, segment: 2, page: 5 }]);
  const lines = log.lines.map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { message: 'release begun', release: 3, count: 1 },
    { message: 'page done', playbook: '0000000000bb', release: 3, segment: 2, page: 5, count: 7, scanned: 90 },
    { LeadsToRescore: 7 },
    { message: 'release rescored', release: 3, count: 70 },
  ]);
});

it.each(['superseded', 'repeated'] as const)('tells that a page was %s, and counts nothing', async (what) => {
  expect(await run({ outcome: what }, page)).toEqual({ batchItemFailures: [] });
  expect(log.lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'INFO', message: `page ${what}` }]);
});

it('asks for a message again that failed, alone', async () => {
  expect(await run(new Error('throttled'), released, page)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
});

it.each([
  ['no JSON', '{'],
  ['an event of a lead', JSON.stringify({ 'detail-type': 'lead.won', detail: { version: 1, id: 'x', at: NOW } })],
  ['a fact too few', page.replace('"segment":2,', '')],
  ['another version of the format', page.replace('"version":1', '"version":2')],
])('does nothing about %s, and lets it come again', async (_what, unreadable) => {
  expect(await run(outcome, unreadable)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  expect(done).toEqual([]);
  expect(log.lines.join()).toContain('event failed');
});
