import { describe, expect, it } from 'vitest';
import type { Item } from '#local/aws/attribute-value.ts';
import { dynamoDbMeter } from '#local/aws/dynamodb-meter.ts';
import { entrySize } from '#local/aws/events-service.ts';
import { messageChunks, startMeter } from '#local/aws/meter.ts';
import { billedRequests } from '#local/aws/sqs-service.ts';
import { tableKeys } from '#local/aws/table-keys.ts';
import { GOLDPAN_TABLE } from '#test/support/dynamodb.ts';

/** An item of exactly this many bytes: names pk, sk, x and their values. */
function sized(bytes: number, more: Item = {}, pk = 'LEAD#1'): Item {
  const rest = bytes - Buffer.byteLength(`pk${pk}skLEADx`);

  return { pk: { S: pk }, sk: { S: 'LEAD' }, x: { S: 'x'.repeat(rest) }, ...more };
}
const due = (at: string) => ({ duePk: { S: 'DUE#1' }, dueAt: { S: at } });
const TableName = 'leads';
const Key = { pk: { S: 'LEAD#1' }, sk: { S: 'LEAD' } };

function testMeter() {
  const meter = startMeter();
  const count = dynamoDbMeter(meter, (name) => tableKeys(name, `arn:${name}`, GOLDPAN_TABLE));
  const units = () => ({ write: meter.snapshot().units.writeUnits, read: meter.snapshot().units.readUnits });
  /** The units that one call adds. */
  const cost = (operation: string, request: object, body: object = {}, ok = true) => {
    const before = units();
    count(operation, request, { ok, body });

    return { write: units().write - before.write, read: units().read - before.read };
  };
  const put = (item: Item) => cost('PutItem', { TableName, Item: item }).write;

  return { cost, put };
}

describe('writes', () => {
  it.each([
    [100, 1],
    [1_024, 1],
    [1_025, 2],
    [3_000, 3],
  ])('an item of %d bytes costs %d units', (bytes, expected) => {
    expect(testMeter().put(sized(bytes))).toBe(expected);
  });

  it('bills the larger of the item before and after', () => {
    const { put } = testMeter();

    expect([put(sized(5_000)), put(sized(100)), put(sized(100))]).toEqual([5, 5, 1]);
  });

  it('bills what happens to an index entry: made, unchanged, moved, gone', () => {
    const { put } = testMeter();
    const costs = [sized(100, due('1')), sized(120, due('1')), sized(100, due('2')), sized(100)].map(put);

    expect(costs).toEqual([1 + 1, 1, 1 + 2, 1 + 1]);
  });

  it('bills a transaction twice, its index entries once', () => {
    const { cost } = testMeter();
    const TransactItems = [
      { Put: { TableName, Item: sized(1_500, due('1')) } },
      { ConditionCheck: { TableName, Key: { pk: { S: 'other' }, sk: { S: 'x' } } } },
    ];

    expect(cost('TransactWriteItems', { TransactItems }).write).toBe(2 * 2 + 1 + 2);
  });

  it('bills a failed condition by the item that is there, and changes nothing', () => {
    const { put, cost } = testMeter();
    put(sized(2_500));
    const failed = { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' };

    expect(cost('PutItem', { TableName, Item: sized(100) }, failed, false).write).toBe(3);
    expect(put(sized(100))).toBe(3);
  });

  it('bills a transaction that a condition cancelled, and nothing for another refusal', () => {
    const { cost } = testMeter();
    const request = { TransactItems: [{ Put: { TableName, Item: sized(100) } }] };
    const cancelled = { __type: 'x#TransactionCanceledException', Message: 'cancelled [ConditionalCheckFailed]' };

    expect(cost('TransactWriteItems', request, cancelled, false).write).toBe(2);
    expect(cost('TransactWriteItems', request, { __type: 'x#ValidationException' }, false).write).toBe(0);
  });

  it('bills each item of a batch by itself, but none that came back unprocessed', () => {
    const { cost } = testMeter();
    const one = { PutRequest: { Item: sized(100) } };
    const two = { PutRequest: { Item: sized(1_100, {}, 'LEAD#2') } };

    expect(cost('BatchWriteItem', { RequestItems: { leads: [one, two] } }).write).toBe(1 + 2);
    expect(
      cost('BatchWriteItem', { RequestItems: { leads: [one, two] } }, { UnprocessedItems: { leads: [two] } }).write,
    ).toBe(1);
  });

  it('bills a deletion by what was there, and its index entry', () => {
    const { put, cost } = testMeter();
    put(sized(2_000, due('1')));

    expect(cost('DeleteItem', { TableName, Key }).write).toBe(2 + 1);
  });
});

describe('reads', () => {
  it.each([
    ['eventually consistent', {}, sized(100), 0.5],
    ['strongly consistent', { ConsistentRead: true }, sized(100), 1],
    ['of 4 KB', {}, sized(4_096), 0.5],
    ['of more than 4 KB', { ConsistentRead: true }, sized(4_097), 2],
    ['of nothing', {}, undefined, 0.5],
  ])('GetItem %s', (_, more, item, expected) => {
    expect(testMeter().cost('GetItem', { TableName, Key, ...more }, { Item: item }).read).toBe(expected);
  });

  it('bills a page as one sum, with what a filter dropped', () => {
    const page = { Items: [sized(3_000), sized(3_000)], Count: 2, ScannedCount: 4 };

    expect(testMeter().cost('Query', { TableName }, { ...page, ScannedCount: 2 }).read).toBe(1);
    expect(testMeter().cost('Query', { TableName, ConsistentRead: true }, page).read).toBe(3);
  });

  it('does not make a projection cheaper', () => {
    const { put, cost } = testMeter();
    put(sized(9_000));

    expect(cost('GetItem', { TableName, Key, ConsistentRead: true }, { Item: Key }).read).toBe(3);
  });

  it('bills batches item by item and transactions twice', () => {
    const { cost } = testMeter();
    const batch = { RequestItems: { leads: { Keys: [Key, Key, Key] } } };
    const transaction = { TransactItems: [{ Get: { TableName, Key } }] };

    expect(cost('BatchGetItem', batch, { Responses: { leads: [sized(100), sized(5_000)] } }).read).toBe(0.5 + 1 + 0.5);
    expect(cost('TransactGetItems', transaction, { Responses: [{ Item: sized(5_000) }] }).read).toBe(4);
  });
});

it('bills messages and events in steps of 64 KB', () => {
  const body = Buffer.alloc(65_537);

  expect([0, 1, 65_536, 65_537].map(messageChunks)).toEqual([1, 1, 1, 2]);
  expect(billedRequests({ operation: 'SendMessage', body }, { body: '{}' })).toBe(2);
  expect(billedRequests({ operation: 'ReceiveMessage', body: Buffer.alloc(0) }, { body: '{}' })).toBe(0);
  expect(billedRequests({ operation: 'ReceiveMessage', body: Buffer.alloc(0) }, { body: '{"Messages":[{}]}' })).toBe(1);
  expect(entrySize({ Source: 'goldpan', DetailType: 'ä', Detail: '{}', Resources: ['abc'], Time: 1 })).toBe(
    7 + 2 + 2 + 3 + 14,
  );
});

it('turns units into dollars', () => {
  const meter = startMeter();
  meter.request(1_000_000);
  meter.invocation('capture', 0.5);
  meter.add('mails', 1_000);
  meter.add('logBytes', 2_000_000_000);
  const { units, dollars } = meter.snapshot();

  expect(units).toMatchObject({ httpRequests: 1_000_000, lambdaRequests: 1, lambdaGbSeconds: 0.5 });
  expect(dollars.httpRequests).toBeCloseTo(1);
  expect(dollars.total).toBeCloseTo(1 + 0.000_000_2 + 0.5 * 0.000_013_33 + 0.1 + 1);
});
