import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesGlob } from '#domain/scoring/glob.ts';

it.each([
  ['/preise', '/preise', true],
  ['/preise/anlagen', '/preise*', true],
  ['/preise', '/preise/*', false],
  ['/de/preise/anlagen', '*/preise/*', true],
  ['stadtwerke', 'stadtwerk?', true],
  ['stadtwerk', 'stadtwerk?', false],
  ['abab', 'ab*ab', true],
  ['ab', 'ab*ab', false],
  ['a.b', 'a?b', true],
  ['', '*', true],
])('%s is like %s: %s', (text, glob, is) => expect(matchesGlob(text, glob)).toBe(is));

it('says what the same pattern as a regular expression says', () => {
  const letters = (...all: string[]) =>
    fc.array(fc.constantFrom(...all), { maxLength: 12 }).map((list) => list.join(''));
  fc.assert(
    fc.property(letters('a', 'b'), letters('a', 'b', '*', '?'), (text, glob) => {
      const pattern = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`);

      expect(matchesGlob(text, glob)).toBe(pattern.test(text));
    }),
    { numRuns: 2000 },
  );
});

it('takes no long time over what makes regular expressions hang', () => {
  const start = performance.now();
  expect(matchesGlob('a'.repeat(100_000), 'a*a*a*a*a*a*b')).toBe(false);
  expect(matchesGlob('a'.repeat(20_000), '*?a?a?a?a?b*')).toBe(false);

  expect(performance.now() - start).toBeLessThan(1_000);
});
