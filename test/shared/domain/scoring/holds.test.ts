import { describe, expect, test } from 'vitest';
import type { Predicate } from '#contracts/playbook.ts';
import { DAY } from '#domain/instant.ts';
import { recogniserOf, valueIn } from '#domain/scoring/derived.ts';
import { holds } from '#domain/scoring/holds.ts';
import { anActivity, aProfile, now } from '#test/support/a-scoring.ts';

const profile = aProfile({
  country: 'DE',
  employees: 300,
  phone: '',
  jobTitle: 'Geschäftsführer:in & Head  of Operations',
  seen: '2026-02-27T09:00:00.000Z',
});
const titles = { seniority: [{ value: 'head', rank: 3, words: ['head of'] }], department: [] };
const facts = {
  value: valueIn(profile, recogniserOf(titles)),
  activities: [
    anActivity('page-visited', 2 * DAY, { id: 'a', page: '/preise/Anlagen', topic: 'prices' }),
    anActivity('page-visited', 9 * DAY, { id: 'b', page: '/preise' }),
  ],
  now,
};

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
  ['matches looks at the whole text', { field: 'jobTitle', matches: ['head*'] }, false],
  ['matches, with stars', { field: 'jobTitle', matches: ['GESCHAEFTS*oper?tions'] }, true],
  ['matches of a number', { field: 'employees', matches: ['*3*'] }, false],
  ['since, just within', { field: 'seen', since: 3 * DAY }, true],
  ['since, just out', { field: 'seen', since: 3 * DAY - 1 }, false],
  ['since of what is no date', { field: 'country', since: 3 * DAY }, false],
  ['a derived fact', { field: 'seniority', equals: 'head' }, true],
  ['a title that tells no department', { field: 'department', exists: true }, false],
  ['an activity', { activity: 'page-visited' }, true],
  ['an activity of another kind', { activity: 'demo-requested' }, false],
  ['an activity about a topic', { activity: 'page-visited', topic: 'prices', within: 2 * DAY }, true],
  ['an activity on pages', { activity: 'page-visited', page: '/preise/*' }, true],
  ['an activity on other pages', { activity: 'page-visited', page: '/preise/?' }, false],
  ['an activity too long ago', { activity: 'page-visited', within: 2 * DAY - 1 }, false],
  ['an activity often enough', { activity: 'page-visited', atLeast: 2, within: 9 * DAY }, true],
  ['an activity not often enough', { activity: 'page-visited', atLeast: 2, within: 8 * DAY }, false],
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
])('%s', (_, predicate, expected) => expect(holds(predicate, facts)).toBe(expected));

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
    expect(holds({ field: 'jobTitle', contains: ['nothing', phrase] }, facts)).toBe(expected),
  );
});
