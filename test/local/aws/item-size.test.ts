import { expect, it } from 'vitest';
import type { AttributeValue } from '#local/aws/attribute-value.ts';
import { itemSize } from '#local/aws/item-size.ts';

// Sizes by hand, by the rules of https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
it.each<[string, AttributeValue, number]>([
  ['text in UTF-8', { S: 'Grüße' }, 7],
  ['an empty text', { S: '' }, 0],
  ['a number of two digits', { N: '42' }, 2],
  ['a number of three digits', { N: '123' }, 3],
  ['zero', { N: '0' }, 1],
  ['a negative number', { N: '-42' }, 3],
  ['zeros at both ends', { N: '00420.00' }, 2],
  ['an exponent', { N: '1.5E10' }, 2],
  ['38 digits', { N: '9'.repeat(38) }, 20],
  ['true', { BOOL: true }, 1],
  ['null', { NULL: true }, 1],
  ['binary', { B: Buffer.alloc(5).toString('base64') }, 5],
  ['an empty list', { L: [] }, 3],
  ['a list of a text and a flag', { L: [{ S: 'ab' }, { BOOL: false }] }, 3 + (1 + 2) + (1 + 1)],
  ['a map', { M: { name: { S: 'Ada' }, age: { N: '36' } } }, 3 + (1 + 4 + 3) + (1 + 3 + 2)],
  ['a nested map', { M: { a: { M: { b: { S: 'c' } } } } }, 3 + 1 + 1 + (3 + 1 + 1 + 1)],
  ['a set of texts', { SS: ['ab', 'c'] }, 3],
  ['a set of numbers', { NS: ['1', '-22'] }, 2 + 3],
  ['a set of binaries', { BS: [Buffer.alloc(3).toString('base64')] }, 3],
])('counts %s', (_, value, bytes) => {
  expect(itemSize({ attr: value })).toBe('attr'.length + bytes);
});
