import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import * as z from 'zod';
import { compilePattern, matches } from '#local/events/pattern.ts';
import { PatternError } from '#local/events/pattern-error.ts';
import { sharedData } from '#test/support/shared-data.ts';

const cases = sharedData('event-patterns/correctness-cases.json');
const Cases = z.array(z.object({ name: z.string(), pattern: z.unknown(), event: z.unknown(), matches: z.boolean() }));

describe.skipIf(cases === undefined)("event-ruler's correctness cases (skipped without ../shared/data)", () => {
  const listed = cases === undefined ? [] : Cases.parse(JSON.parse(readFileSync(cases, 'utf8')));

  it('are all there', () => expect(listed.length).toBeGreaterThan(50));
  test.each(listed)('$name', ({ pattern, event, matches: expected }) => {
    expect(matches(pattern, event)).toBe(expected);
  });
});

describe('operators', () => {
  const table: [name: string, alternative: unknown, yes: unknown[], no: unknown[]][] = [
    ['a string', 'a', ['a', ['b', 'a']], ['A', 1, null, { a: 'a' }]],
    ['a number', 300, [300, 3e2], ['300', 301]],
    ['a boolean', true, [true], ['true', false, 1]],
    ['null', null, [null], ['null', '', 0]],
    ['prefix', { prefix: 'ab' }, ['abc', 'ab'], ['aab', 'AB', 5]],
    ['prefix ignoring case', { prefix: { 'equals-ignore-case': 'AB' } }, ['abc', 'ABc'], ['ba']],
    ['suffix', { suffix: '.png' }, ['a.png'], ['a.PNG', 'png']],
    ['suffix ignoring case', { suffix: { 'equals-ignore-case': '.png' } }, ['a.PNG'], ['a.jpg']],
    ['equals-ignore-case', { 'equals-ignore-case': 'Lead' }, ['LEAD', 'lead'], ['leads']],
    ['wildcard', { wildcard: 'a*b*c' }, ['abc', 'a1b2c', 'abbcc'], ['ab', 'xabc', 'acb']],
    ['wildcard at the end', { wildcard: 'dir/*' }, ['dir/', 'dir/x/y'], ['dir']],
    ['wildcard overlapping its ends', { wildcard: 'aba*aba' }, ['abaaba', 'aba-aba'], ['aba', 'ababa']],
    ['escaped wildcard', { wildcard: 'a\\*b\\\\*' }, ['a*b\\', 'a*b\\c'], ['axb\\', 'a*b']],
    ['anything-but', { 'anything-but': 'x' }, ['y', 1, null, ['x', 'y']], ['x', ['x']]],
    ['anything-but of a list', { 'anything-but': [1, 2] }, [3, '1'], [1, 2]],
    ['anything-but prefix', { 'anything-but': { prefix: 'test' } }, ['prod'], ['test-1']],
    ['anything-but suffixes', { 'anything-but': { suffix: ['.a', '.b'] } }, ['x.c'], ['x.a', 'x.b']],
    ['anything-but wildcard', { 'anything-but': { wildcard: '*/lib/*' } }, ['/src/x'], ['/lib/x']],
    ['anything-but ignoring case', { 'anything-but': { 'equals-ignore-case': ['A', 'b'] } }, ['c'], ['a', 'B']],
    ['numeric equality', { numeric: ['=', 1.5] }, [1.5], [1, '1.5']],
    ['numeric range', { numeric: ['>', 0, '<=', 5] }, [0.1, 5], [0, 5.1]],
    ['cidr of IPv4', { cidr: '10.1.0.0/16' }, ['10.1.255.1'], ['10.2.0.1', 'not an address', '::ffff:10.1.0.1']],
    ['cidr of IPv6', { cidr: '2001:db8::/32' }, ['2001:db8:1::1'], ['2001:db9::1', '10.1.0.1']],
  ];

  test.each(table)('%s', (_, alternative, yes, no) => {
    const fits = compilePattern({ field: [alternative] });
    for (const field of yes) expect([field, fits({ field })]).toEqual([field, true]);
    for (const field of no) expect([field, fits({ field })]).toEqual([field, false]);
    expect(fits({ other: 'x' })).toBe(false);
  });
});

describe('existence', () => {
  it('is asked of leaves only', () => {
    expect(matches({ a: [{ exists: true }] }, { a: null })).toBe(true);
    expect(matches({ a: [{ exists: true }] }, { a: { b: 1 } })).toBe(false);
    expect(matches({ a: { b: [{ exists: false }] } }, {})).toBe(true);
    expect(matches({ a: { b: [{ exists: false }] } }, { a: 'scalar' })).toBe(true);
    expect(matches({ a: ['x', { exists: false }] }, {})).toBe(true);
  });

  it('does not see what every object inherits', () => {
    expect(matches({ constructor: [{ exists: true }] }, {})).toBe(false);
    expect(matches({ toString: { name: [{ exists: true }] } }, {})).toBe(false);
  });
});

describe('$or', () => {
  const fits = compilePattern({
    source: ['goldpan'],
    detail: { $or: [{ a: [1] }, { b: [{ prefix: 'x' }] }], c: [true] },
  });

  it('needs one of its patterns beside the other fields', () => {
    expect(fits({ source: 'goldpan', detail: { a: 1, c: true } })).toBe(true);
    expect(fits({ source: 'goldpan', detail: { b: 'xy', c: true } })).toBe(true);
    expect(fits({ source: 'goldpan', detail: { a: 2, b: 'y', c: true } })).toBe(false);
    expect(fits({ source: 'goldpan', detail: { a: 1 } })).toBe(false);
  });

  it('stays within one element of an array', () => {
    expect(fits({ source: 'goldpan', detail: [{ a: 1 }, { c: true }] })).toBe(false);
    expect(fits({ source: 'goldpan', detail: [{ a: 9 }, { a: 1, c: true }] })).toBe(true);
  });
});

describe('a pattern that AWS refuses', () => {
  const refused: [pattern: unknown, path: string][] = [
    ['text', ''],
    [{}, ''],
    [{ source: 'goldpan' }, 'source'],
    [{ source: [] }, 'source'],
    [{ detail: {} }, 'detail'],
    [{ detail: { a: [{ starts: 'x' }] } }, 'detail.a[0]'],
    [{ detail: { a: [{ constructor: 'x' }] } }, 'detail.a[0]'],
    [{ a: ['x', { prefix: 'a', suffix: 'b' }] }, 'a[1]'],
    [{ a: [['nested']] }, 'a[0]'],
    [{ a: [{ prefix: 5 }] }, 'a[0].prefix'],
    [{ a: [{ wildcard: 'a**b' }] }, 'a[0].wildcard'],
    [{ a: [{ wildcard: 'a\\b' }] }, 'a[0].wildcard'],
    [{ a: [{ numeric: ['>'] }] }, 'a[0].numeric'],
    [{ a: [{ numeric: ['>', '5'] }] }, 'a[0].numeric'],
    [{ a: [{ numeric: ['<', 5, '>', 1] }] }, 'a[0].numeric'],
    [{ a: [{ numeric: ['>', 5, '<', 1] }] }, 'a[0].numeric'],
    [{ a: [{ cidr: '10.0.0.0/33' }] }, 'a[0].cidr'],
    [{ a: [{ exists: 'yes' }] }, 'a[0].exists'],
    [{ a: [{ 'anything-but': [] }] }, 'a[0].anything-but'],
    [{ a: [{ 'anything-but': [1, 'a'] }] }, 'a[0].anything-but'],
    [{ a: [{ 'anything-but': { numeric: ['=', 1] } }] }, 'a[0].anything-but'],
    [{ $or: [{ a: [1] }] }, '$or'],
    [{ $or: [{ a: [1] }, 'b'] }, '$or[1]'],
    [{ d: { $or: [{ a: [1] }, { b: 'x' }] } }, 'd.$or[1].b'],
  ];

  test.each(refused)('%j is refused and names %j', (pattern, path) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError);
    expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ path }));
  });
});
