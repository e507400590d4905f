import { describe, expect, it } from 'vitest';
import { compileFiles } from '#adapters/playbook/compile.ts';
import { PlaybookError } from '#adapters/playbook/playbook-error.ts';
import { ourFiles, playbookWith } from '#test/support/playbook-in-memory.ts';

/** What is said about our playbook with this condition (or page pattern) in place of one of its own. */
function saidOf(put: string, { file = 'fit.yaml', in: place = '{ field: phone, exists: true }' } = {}): string {
  const path = `qualification/${file}`;
  const text = ourFiles.get(path) ?? '';
  if (!text.includes(place)) throw new Error(`${file} does not hold ${place}`);
  try {
    compileFiles(playbookWith({ [path]: text.replace(place, () => put) }));
  } catch (error) {
    if (error instanceof PlaybookError) return error.message;
    throw error;
  }

  return 'nothing';
}

const nested = (depth: number, open: string, close: string) =>
  `${open.repeat(depth)}{ field: phone, exists: true }${close.repeat(depth)}`;
const words = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`).join(', ');

describe('A rule that tries code or runs long: rejected when the playbook is read', () => {
  it.each<[string, string | RegExp, string]>([
    ['an expression', 'must be a condition', '"lead.phone !== null"'],
    ['a call', 'must be a condition', '"process.exit(1)"'],
    ['a function of YAML 1.1', 'Unresolved tag', '!!js/function "function () { process.exit(1) }"'],
    ['a regular expression of YAML 1.1', 'Unresolved tag', '!!js/regexp /(a+)+$/'],
    ['a pattern that runs long', 'must be a list of 1 to 200 patterns', '{ field: phone, matches: "(a+)+$" }'],
    ['an operator named like a method', 'is a reserved word', '{ field: phone, constructor: [ "return process" ] }'],
    ['a field that every object has', 'which no form asks', '{ field: __proto__, exists: true }'],
    ['a condition inside an operand', 'must be text', '{ field: phone, equals: { field: phone } }'],
    ['not within not, 5,000 deep', /is nested too deep|nested more than 8 deep/, nested(5_000, '{ not: ', ' }')],
    ['all within all, 200 deep', 'is nested more than 8 deep', nested(200, '{ all: [ ', ' ] }')],
    ['an alias that grows without end', 'are not supported', '{ all: [ &a { any: [ *a, *a ] }, *a ] }'],
    [
      'a hundred thousand words',
      'must be a list of 1 to 200 words',
      `{ field: company, contains: [ ${words(100_000)} ] }`,
    ],
    [
      'ten thousand conditions',
      'must be a list of 1 to 200 conditions',
      `{ any: [ ${Array.from({ length: 10_000 }, (_, n) => `{ field: company, contains: [w${n}] }`).join(', ')} ] }`,
    ],
  ])('%s', (_what, reason, condition) => {
    const start = performance.now();

    const said = saidOf(condition);
    expect(said).toMatch(/^playbook\/qualification\/fit\.yaml:\d+: \S/);
    expect(said).toMatch(reason);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
