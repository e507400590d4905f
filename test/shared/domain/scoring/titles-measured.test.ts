import { describe, expect, it } from 'vitest';
import { compileTitles } from '#domain/scoring/titles.ts';
import { type LabelledTitle, labelledTitles, languages, lists, ourTitles } from '#test/titles/titles.ts';

const recognise = compileTitles(ourTitles());
const axes = ['seniority', 'department'] as const;

/** The least share of titles read as labelled; a change of the word list may not fall below. */
const floors = {
  tuned: { seniority: 0.99, department: 0.99 },
  'drawn-first': { seniority: 0.98, department: 0.93 },
  'drawn-second': { seniority: 0.98, department: 0.96 },
  'drawn-fourth': { seniority: 0.97, department: 0.86 },
  'held-out': { seniority: 0.98, department: 0.97 },
  unseen: { seniority: 0.94, department: 0.88 },
  'unseen-fifth': { seniority: 0.97, department: 0.81 },
};

const misses = (titles: readonly LabelledTitle[], axis: (typeof axes)[number]): string[] =>
  titles
    .filter((one) => recognise(one.title)[axis] !== one[axis])
    .map((one) => `${one.title}: ${axis} is ${one[axis] ?? 'none'}, read as ${recognise(one.title)[axis] ?? 'none'}`);

describe('titles, measured', () => {
  it('has at least 250 labelled titles of each language, 125 or more of them never tuned on', () => {
    for (const language of languages) {
      const count = (of: (list: string) => boolean) =>
        lists[language].filter(of).reduce((sum, list) => sum + labelledTitles(language, list).length, 0);
      expect(count(() => true)).toBeGreaterThanOrEqual(250);
      expect(count((list) => list === 'held-out' || list.startsWith('unseen'))).toBeGreaterThanOrEqual(125);
    }
  });

  it('labels only with values that the playbook knows', () => {
    const { seniority, department } = ourTitles();
    const known = { seniority: seniority.map(({ value }) => value), department: department.map(({ value }) => value) };
    for (const { title, ...labels } of languages.flatMap((one) =>
      lists[one].flatMap((list) => labelledTitles(one, list)),
    )) {
      for (const axis of axes) {
        const label = labels[axis];
        if (label !== undefined) expect(known[axis], title).toContain(label);
      }
    }
  });

  it('holds no title in two lists of a language', () => {
    for (const language of languages) {
      const titles = lists[language]
        .flatMap((list) => labelledTitles(language, list))
        .map(({ title }) => title.toLowerCase());
      expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
    }
  });

  it('writes each word once', () => {
    for (const entries of Object.values(ourTitles())) {
      const words = entries.flatMap((entry) => entry.words.map((word) => word.replace(/(!|\?{1,2})$/, '')));
      expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
    }
  });

  for (const language of languages) {
    for (const list of lists[language]) {
      it(`reads the ${list} titles (${language}) as people do`, () => {
        const titles = labelledTitles(language, list);
        for (const axis of axes) {
          const wrong = misses(titles, axis);
          const share = 1 - wrong.length / titles.length;
          console.log(
            [`${language} ${list} ${axis}: ${(100 * share).toFixed(1)} % of ${titles.length}`, ...wrong].join('\n  '),
          );
          expect(share, wrong.join('\n')).toBeGreaterThanOrEqual(floors[list][axis]);
        }
      });
    }
  }
});
