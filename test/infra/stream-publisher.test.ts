import { expect, it } from 'vitest';
import * as z from 'zod';
import { matches } from '#local/events/pattern.ts';
import { functionsOf, resources, target } from './support/resources.ts';
import { templatesOf } from './support/synthesized.ts';

const { service } = templatesOf();
const publish = functionsOf(service).get('publish');
const mapping = resources(service, 'AWS::Lambda::EventSourceMapping').find(
  ({ Properties }) => target(Properties.FunctionName) === publish?.id,
);
const { Filters } = z
  .object({ Filters: z.array(z.object({ Pattern: z.string() })) })
  .parse(mapping?.Properties.FilterCriteria);
const wakes = (record: unknown) => Filters.some(({ Pattern }) => matches(JSON.parse(Pattern), record));

const record = (eventName: string, sk: string, image: Record<string, unknown> = {}) => ({
  eventName,
  dynamodb: {
    Keys: { pk: { S: 'LEAD#1' }, sk: { S: sk } },
    ...(eventName === 'REMOVE' ? {} : { NewImage: { pk: { S: 'LEAD#1' }, sk: { S: sk }, ...image } }),
  },
});
const outbox = { outbox: { S: '[{"id":"1.1.0"}]' } };

it('wakes for a lead with events and for a new activity', () => {
  expect(wakes(record('INSERT', 'LEAD', outbox))).toBe(true);
  expect(wakes(record('MODIFY', 'LEAD', outbox))).toBe(true);
  expect(wakes(record('INSERT', 'ACTIVITY#2026-01-01T00:00:00.000Z#a'))).toBe(true);
});

it('sleeps for a change without events, its own history, a repeated activity, keys and deletions', () => {
  expect(wakes(record('MODIFY', 'LEAD'))).toBe(false);
  expect(wakes(record('INSERT', 'EVENT#2026-01-01T00:00:00.000Z#a'))).toBe(false);
  expect(wakes(record('MODIFY', 'ACTIVITY#2026-01-01T00:00:00.000Z#a'))).toBe(false);
  expect(wakes(record('INSERT', 'PROFILE'))).toBe(false);
  expect(wakes(record('REMOVE', 'LEAD'))).toBe(false);
});

it('isolates a poison record and gives it up after a bounded time', () => {
  expect(mapping?.Properties).toMatchObject({
    BatchSize: 100,
    StartingPosition: 'TRIM_HORIZON',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 10,
    MaximumRecordAgeInSeconds: 3_600,
  });
});

it('keeps what it gave up in a dead-letter queue', () => {
  const { OnFailure } = z
    .object({ OnFailure: z.object({ Destination: z.unknown() }) })
    .parse(mapping?.Properties.DestinationConfig);
  const queue = resources(service, 'AWS::SQS::Queue').find(({ id }) => id === target(OnFailure.Destination));
  expect(queue?.Properties.MessageRetentionPeriod).toBe(14 * 86_400);
});
