import { expect, it } from 'vitest';
import { tableKeys } from '#local/aws/table-keys.ts';
import { GOLDPAN_TABLE } from '#test/support/dynamodb.ts';
import { Bill } from './written.ts';

const S = (text: string) => ({ S: text });
const head = (more: object = {}) => ({ pk: S('LEAD#1'), sk: S('LEAD'), ...more });
const due = { duePk: S('DUE#1'), dueAt: S('2026-11-23T09:30:00.000Z') };
const aBill = () => new Bill(tableKeys('goldpan', 'arn', GOLDPAN_TABLE));
const costs = (bill: Bill, operation: string, request: object) =>
  bill.writes(operation, request).map(({ kind, units }) => `${kind} ${units}`);

it('bills a transaction double, but not what it changes in the index', () => {
  const Put = { TableName: 'goldpan', Item: head(due) };
  expect(costs(aBill(), 'TransactWriteItems', { TransactItems: [{ Put }] })).toEqual(['LEAD 2', 'INDEX 1']);
});

it('bills each started kilobyte, of the larger of old and new', () => {
  const bill = aBill();
  const put = (Item: object) => costs(bill, 'PutItem', { TableName: 'goldpan', Item });
  expect([put(head({ long: S('x'.repeat(1500)) })), put(head()), put(head())]).toEqual([
    ['LEAD 2'],
    ['LEAD 2'],
    ['LEAD 1'],
  ]);
});

it('bills two index entries when a timer moves', () => {
  const bill = aBill();
  const put = (Item: object) => costs(bill, 'PutItem', { TableName: 'goldpan', Item });
  put(head(due));
  expect(put(head({ ...due, dueAt: S('2026-11-24T09:30:00.000Z') }))).toEqual(['LEAD 1', 'INDEX 2']);
});

it('tells new items from written ones', () => {
  const bill = aBill();
  const request = { TableName: 'goldpan', Item: head() };
  expect([...bill.writes('PutItem', request), ...bill.writes('PutItem', request)].map(({ isNew }) => isNew)).toEqual([
    true,
    false,
  ]);
});

it('bills what is named by its key alone: counters, and what goes from the suppression list', () => {
  const counter = { pk: S('BUDGET#everybody'), sk: S('2026-11-23T09') };
  const Delete = { TableName: 'suppressions', Key: { pk: S('ADDRESS#1') } };

  expect(costs(aBill(), 'UpdateItem', { TableName: 'goldpan', Key: counter })).toEqual(['BUDGET 1']);
  expect(costs(aBill(), 'TransactWriteItems', { TransactItems: [{ Delete }] })).toEqual(['ADDRESS 2']);
});
