import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sharedDocument } from '#test/support/shared-data.ts';
import { covered, notYet } from './reliability-cases.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const cases = [...Object.keys(covered), ...Object.keys(notYet)];

/** What stands as a title in a test file: the text that is the first of several arguments. */
function titlesIn(source: string): string[] {
  const written = /\(\s*(['"`])((?:\\.|(?!\1)[^\\\n])*)\1\s*,\s*(?:async\b|\(|\w+\s*=>|\{)/g;

  return [...source.matchAll(written)].map(([, , title = '']) => title.replace(/\\(.)/g, '$1').replaceAll('’', "'"));
}

const sources = globSync('**/*.test.ts', { cwd: folder }).map((file) => ({
  name: file.slice(0, -'.test.ts'.length),
  source: readFileSync(join(folder, file), 'utf8'),
}));
const titled = sources.map(({ name, source }) => ({ name, titles: titlesIn(source) }));
/** The files with a test that is named after a case. */
const namedAfter = (one: string) =>
  titled
    .filter(({ titles }) => titles.some((title) => title.includes(one)))
    .map(({ name }) => name)
    .toSorted();

describe('a case of reliability.md', () => {
  it.each(Object.entries(covered))('%s: has a test named after it, where the table says', (one, files) => {
    expect(files).not.toEqual([]);
    expect(namedAfter(one)).toEqual(files.toSorted());
  });

  it.each(Object.entries(notYet))(
    '%s: is not there yet, and what is tested of it says so',
    (one, { because, today }) => {
      expect(because).toMatch(/\byet\b/);
      expect(namedAfter(one)).toEqual(today.toSorted());
    },
  );

  it('is covered or not there yet, never both', () => {
    expect(new Set(cases).size).toBe(cases.length);
  });

  it('is tested by nothing that is switched off', () => {
    const files = new Set([...Object.values(covered), ...Object.values(notYet).map(({ today }) => today)].flat());
    for (const { name, source } of sources.filter((file) => files.has(file.name)))
      expect(source, name).not.toMatch(/\b(?:it|test|describe)\.(?:skip|todo|only|fails)\b/);
  });
});

/** The sentences of a paragraph that begins with this heading in italics. */
function casesUnder(heading: string, document: string): string[] {
  const [, paragraph = ''] = new RegExp(`^\\*${heading}\\.\\* ([\\s\\S]*?)\\n\\n`, 'm').exec(document) ?? [];

  return paragraph
    .replace(/\s+/g, ' ')
    .split(/\.(?: |$)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

const document = sharedDocument('reliability.md');

it.skipIf(document === undefined)('the table has every case of the document, and no other (needs ../shared)', () => {
  const text = readFileSync(document ?? '', 'utf8');
  const [consent, abuse] = [casesUnder('Consent', text), casesUnder('Abuse and bad input', text)];

  expect([consent.length, abuse.length].every((count) => count > 10)).toBe(true);
  expect(cases.toSorted()).toEqual([...consent, ...abuse].toSorted());
});
