import { describe, expect, test } from 'vitest';
import type { Predicate } from '#contracts/playbook.ts';
import { holds } from '#domain/scoring/holds.ts';
import { aProfile } from '#test/support/a-scoring.ts';

const profile = aProfile({
  country: 'DE',
  employees: 300,
  phone: '',
  jobTitle: 'Geschäftsführer:in & Head  of Operations',
});

test.each<[string, Predicate, boolean]>([
  ['equals', { field: 'country', equals: 'DE' }, true],
  ['equals looks at the case', { field: 'country', equals: 'de' }, false],
  ['equals does not convert', { field: 'employees', equals: '300' }, false],
  ['in', { field: 'country', in: ['AT', 'DE'] }, true],
  ['range, both ends included', { field: 'employees', range: { min: 300, max: 300 } }, true],
  ['range, below', { field: 'employees', range: { min: 301 } }, false],
  ['range of text', { field: 'country', range: { min: 0 } }, false],
  ['exists', { field: 'country', exists: true }, true],
  ['an empty answer is none', { field: 'phone', exists: false }, true],
  ['an unknown field does not exist', { field: 'fax', exists: true }, false],
  ['what every object has is no field', { field: 'toString', exists: true }, false],
  ['nothing equals an unknown field', { field: 'fax', equals: '' }, false],
  ['not of an unknown field', { not: { field: 'fax', equals: 'x' } }, true],
  [
    'all',
    {
      all: [
        { field: 'country', exists: true },
        { field: 'fax', exists: true },
      ],
    },
    false,
  ],
  [
    'any',
    {
      any: [
        { field: 'fax', exists: true },
        { field: 'country', exists: true },
      ],
    },
    true,
  ],
])('%s', (_, predicate, expected) => expect(holds(predicate, profile)).toBe(expected));

describe('contains looks for whole words, however they are typed', () => {
  test.each<[string, boolean]>([
    ['head of', true],
    ['HEAD OF OPERATIONS', true],
    ['geschaeftsfuehrer', true],
    ['Geschäftsführer', true],
    ['Gescha\u0308ftsfu\u0308hrer', true],
    ['of head', false],
    ['operation', false],
    ['führer', false],
  ])('%s: %s', (phrase, expected) =>
    expect(holds({ field: 'jobTitle', contains: ['nothing', phrase] }, profile)).toBe(expected),
  );
});
