import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Titles } from '#contracts/playbook.ts';
import { longestTitle } from '#domain/scoring/title-letters.ts';
import { compileTitles, recogniseTitle } from '#domain/scoring/titles.ts';
import { labelledTitles, lists, ourTitles } from '#test/titles/titles.ts';

const recognise = compileTitles(ourTitles());
const german = lists.de.flatMap((list) => labelledTitles('de', list)).map(({ title }) => title);
const all = [...german, ...lists.en.flatMap((list) => labelledTitles('en', list)).map(({ title }) => title)];
const aTitle = fc.constantFrom(...all);

const seniority = (...words: string[]): Titles => ({
  seniority: [
    { value: 'high', rank: 9, words },
    { value: 'low', rank: 1, words: ['owner', 'low!'] },
  ],
  department: [],
});

describe('recogniseTitle', () => {
  it('says nothing of a title that holds none of the words', () => {
    expect(recognise('')).toEqual({});
    expect(recognise('Zauberer von Oz')).toEqual({});
  });

  it('finds whole words, beginnings, ends and phrases', () => {
    const { seniority: found } = recogniseTitle('Betriebsleiterin Nord', seniority('*leiter'));
    expect(found).toBe('high');
    expect(recogniseTitle('Leiterwagen', seniority('*leiter'))).toEqual({});
    expect(recogniseTitle('Vertriebsmitarbeiter', seniority('vertrieb*')).seniority).toBe('high');
    expect(recogniseTitle('Eigenvertrieb', seniority('vertrieb*'))).toEqual({});
    expect(recogniseTitle('Headhunter', seniority('head'))).toEqual({});
    expect(recogniseTitle('Head, of Sales', seniority('head of')).seniority).toBe('high');
  });

  it('lets a longer word hide a shorter one inside it', () => {
    expect(recogniseTitle('Owner of a product', seniority('product owner')).seniority).toBe('low');
    expect(recogniseTitle('Product Owner', seniority('product owner')).seniority).toBe('high');
  });

  it('lets ! beat all others, and ? give way to all others', () => {
    expect(recogniseTitle('chief low', seniority('chief')).seniority).toBe('low');
    expect(recogniseTitle('chief owner', seniority('chief?')).seniority).toBe('low');
    expect(recogniseTitle('chief', seniority('chief?')).seniority).toBe('high');
  });

  it('takes the highest rank, and the department that is named first', () => {
    expect(recognise('Senior Manager').seniority).toBe('manager');
    expect(recognise('Leiter Vertrieb und Marketing').department).toBe('sales');
    expect(recognise('Leiter Marketing und Vertrieb').department).toBe('marketing');
  });

  it.each([
    ['Assistant to the CEO', 'assistant'],
    ['Assistenz der Geschäftsführung', 'assistant'],
    ['Executive Assistant', 'assistant'],
    ['stellv. Leiter Einkauf', 'manager'],
    ['Deputy Head of IT', 'manager'],
    ['Former Managing Director', 'former'],
    ['Werkstudentin Geschäftsleitung', 'student'],
    ['Management Intern', 'student'],
    ['Trainee Vertriebsleitung', 'student'],
    ['Head of Internal Audit', 'head'],
    ['Leiter interne Kommunikation', 'head'],
  ])('is not misled: %s is %s', (title, value) => {
    expect(recognise(title).seniority).toBe(value);
  });

  it.each(['Sr. Engineer', 'SR ENGINEER', 'Senior Engineer'])('knows abbreviations: %s', (title) => {
    expect(recognise(title)).toEqual({ seniority: 'senior', department: 'engineering' });
  });

  it.each([
    'Geschäftsführer',
    'GESCHÄFTSFÜHRER',
    'Geschaeftsfuehrer',
    'Geschaftsfuhrer',
    'Gescha\u0308ftsfu\u0308hrer',
    'G.F.',
    'GF',
  ])('reads umlauts and abbreviations alike: %s', (title) => {
    expect(recognise(title)).toEqual({ seniority: 'c-level', department: 'management' });
  });

  it('reads any text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (title) => {
        expect(Object.keys(recognise(title)).length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 2000 },
    );
  });

  it('looks at no more than the first letters, and is done at once however long the text', () => {
    fc.assert(
      fc.property(fc.array(aTitle, { minLength: 20, maxLength: 30 }), fc.string({ unit: 'binary' }), (titles, rest) => {
        const long = titles.join(' / ').slice(0, longestTitle).padEnd(longestTitle, ' ');
        expect(recognise(long + rest)).toEqual(recognise(long));
      }),
    );
    const started = performance.now();
    for (const part of ['ä', '*in', 'Leiter ', '\u0301', 'ﷺ', '.a', '(in)', '😀']) recognise(part.repeat(3_000_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('makes no difference between upper and lower case, or between one blank and other signs', () => {
    const signs = fc.constantFrom('  ', '\t', '\n', ', ', ' – ', ' / ', '\u00a0', ' "', '; ');
    fc.assert(
      fc.property(aTitle, signs, (title, sign) => {
        expect(recognise(title.toUpperCase())).toEqual(recognise(title));
        expect(recognise(title.toLowerCase())).toEqual(recognise(title));
        expect(recognise(`${sign}${title.replaceAll(' ', sign)}${sign}`)).toEqual(recognise(title));
      }),
      { numRuns: 3000 },
    );
  });

  it('makes no difference between gendered forms', () => {
    const noun =
      /(leiter|referent|ingenieur|direktor|assistent|manager|entwickler|berater|mitarbeiter|techniker|einkäufer|buchhalter|praktikant|student|meister|geschäftsführer|controller|konstrukteur|jurist|elektroniker)(?![\p{L}:*_/(-])/iu;
    const titles = german.filter((title) => noun.test(title));
    const forms = [
      'in',
      ':in',
      '*in',
      '_in',
      '/in',
      '/-in',
      '(in)',
      'In',
      '·in',
      'innen',
      '*innen',
      ' (m/w/d)',
      ' (w/m/d)',
      ' m|w|d',
      ' (gn)',
    ];
    expect(titles.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.constantFrom(...titles), fc.constantFrom(...forms), (title, form) => {
        expect(recognise(title.replace(noun, `$1${form}`)), `${title} with ${form}`).toEqual(recognise(title));
      }),
      { numRuns: 3000 },
    );
    expect(recognise('Vorsitzende:r')).toEqual(recognise('Vorsitzende'));
    expect(recognise('Qualitätsbeauftragte(r)')).toEqual(recognise('Qualitätsbeauftragte'));
  });

  it('finds the same as a search for each word by itself', () => {
    const letter = fc.constantFrom('a', 'b', 'ab', 'ba', ' ');
    const text = fc.array(letter, { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''));
    const word = fc
      .record({ open: fc.boolean(), tail: fc.boolean(), mark: fc.constantFrom('', '!', '?', '??'), text })
      .map(({ open, tail, mark, text: part }) => `${tail ? '*' : ''}${part.trim()}${open ? '*' : ''}${mark}`);
    const entries = fc.array(
      fc.record({ rank: fc.integer({ min: -9, max: 9 }), words: fc.array(word, { maxLength: 4 }) }),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(entries, fc.array(text, { maxLength: 4 }), (lists, parts) => {
        const seniorities = lists.map((one, at) => ({ ...one, value: `v${at}` }));
        const title = parts.join(' ');
        expect(recogniseTitle(title, { seniority: seniorities, department: [] }).seniority).toBe(
          slowly(title, seniorities),
        );
      }),
      { numRuns: 5000 },
    );
  });

  it('reads a hundred thousand titles in less than two seconds', () => {
    const started = performance.now();
    for (let at = 0; at < 100_000; at++) recognise(all[at % all.length] ?? '');
    const took = performance.now() - started;
    console.log(`${Math.round((100_000 / took) * 1000).toLocaleString('en')} titles a second`);
    expect(took).toBeLessThan(2_000);
  });
});

/** The rules of titles.yaml written down plainly, for lower-case titles of a and b. */
function slowly(title: string, entries: readonly { value: string; rank: number; words: readonly string[] }[]) {
  const spaced = (text: string) => ` ${text.trim().split(/ +/).join(' ')} `;
  const text = spaced(title);
  const taken = new Set<string>();
  const forms = entries.flatMap(({ value, rank, words }) =>
    words.map((entry) => {
      const mark = entry.match(/(!|\?{1,2})$/)?.[0] ?? '';
      const bare = entry.slice(0, entry.length - mark.length);
      const [tail, open] = [bare.startsWith('*'), bare.endsWith('*')];
      const core = spaced(bare.replaceAll('*', ''));
      const pattern = core.slice(tail ? 1 : 0, open ? -1 : undefined);

      return { value, pattern: core.trim() === '' ? '' : pattern, force: ['??', '?', '', '!'].indexOf(mark), rank };
    }),
  );
  const found = forms
    .filter(({ pattern }) => pattern !== '' && !taken.has(pattern) && taken.add(pattern))
    .flatMap((form) =>
      [...text]
        .map((_, start) => ({ ...form, start, end: start + form.pattern.length }))
        .filter(({ start, pattern }) => text.startsWith(pattern, start)),
    );
  const seen = found.filter(
    (one) => !found.some((other) => other !== one && other.start <= one.start && other.end >= one.end),
  );
  seen.sort((one, other) => {
    const rank = (word: typeof one) => (word.force === 3 ? -word.rank : word.rank);

    return other.force - one.force || rank(other) - rank(one) || one.start - other.start;
  });

  return seen[0]?.value;
}
