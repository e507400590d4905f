import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseStrictJson } from '#lambda/http/strict-json.ts';

it('reads what JSON.parse reads, as long as nobody plays tricks', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ depthSize: 'small', maxDepth: 10, noUnicodeString: false }),
      fc.constantFrom(0, 2),
      (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const tricks = /"(?:__proto__|constructor|prototype)"\s*:/.test(text);
        if (!tricks) expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      },
    ),
  );
});

it.each([
  ['twice', '{"a":1,"a":2}'],
  ['twice, once escaped', '{"a":1,"\\u0061":2}'],
  ['twice, deep down', '{"x":[{"a":1,"b":{"c":1,"c":2}}]}'],
  ['twice, empty', '{"":1,"":2}'],
  ['twice, with white space before the colon', '{"a" : 1, "a"\n:2}'],
  ['__proto__', '{"__proto__":{"admin":true}}'],
  ['__proto__, escaped', '{"\\u005f_proto__":{}}'],
  ['__proto__, deep down', '[[{"a":{"__proto__":1}}]]'],
  ['constructor', '{"constructor":{"prototype":{}}}'],
])('refuses a key that is there %s', (_how, text) => {
  expect(() => parseStrictJson(text)).toThrow(expect.objectContaining({ status: 400, kind: 'invalid-request' }));
});

it.each([
  '{"a":"a","b":"a"}',
  '[{"a":1},{"a":2}]',
  '{"a":{"a":{"a":1}}}',
  '{"a":"\\"a\\":1,\\"a\\":2"}',
  '{"a":"{\\"__proto__\\":1}"}',
  '"__proto__"',
])('takes no value for a key: %s', (text) => {
  expect(parseStrictJson(text)).toEqual(JSON.parse(text));
});

it.each([
  '',
  ' ',
  '{',
  '{"a":}',
  "{'a':1}",
  '{"a":1,}',
  'NaN',
  '{"a":1}{',
  '\u0000',
  '{"a":"\n"}',
  '[1,]',
  'undefined',
])('refuses %j, which is no JSON', (text) => {
  expect(() => parseStrictJson(text)).toThrow('The body is not valid JSON');
});

it.each([
  ['[', ']'],
  ['{"a":', '}'],
])('refuses deep nesting of %s', (open, close) => {
  const nested = (depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`;

  expect(() => parseStrictJson(nested(16))).not.toThrow();
  expect(() => parseStrictJson(nested(17))).toThrow('nested too deeply');
  expect(() => parseStrictJson(nested(3_000))).toThrow(expect.objectContaining({ status: 400 }));
});

it('reads the longest body that is let in, in no time', () => {
  const text = JSON.stringify({ a: '\\"'.repeat(4_000) });
  const begun = performance.now();
  parseStrictJson(text);

  expect(performance.now() - begun).toBeLessThan(100);
});
