import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Titles } from '#contracts/playbook.ts';

const ofBoth = ['tuned', 'drawn-first', 'drawn-second', 'held-out', 'unseen'] as const;

/** The lists of each language, by how they came about; `unseen`, `unseen-fifth` and `held-out` were never tuned on (SOURCES.md). */
export const lists = { de: ofBoth, en: [...ofBoth, 'drawn-fourth', 'unseen-fifth'] } as const;
export type ListName = (typeof lists)['en'][number];
export const languages = ['de', 'en'] as const;

export interface LabelledTitle {
  readonly title: string;
  /** Undefined where the title tells none. */
  readonly seniority: string | undefined;
  readonly department: string | undefined;
}

/** The labelled titles of one list. */
export function labelledTitles(language: (typeof languages)[number], list: ListName): readonly LabelledTitle[] {
  const text = readFileSync(new URL(`${language}-${list}.txt`, import.meta.url), 'utf8');

  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [title = '', seniority, department] = line.split(';').map((part) => part.trim());

      return { title, seniority: known(seniority), department: known(department) };
    });
}

const known = (label: string | undefined): string | undefined => (label === '-' ? undefined : label);

/** The word lists of this repository's playbook. */
export const ourTitles = (): Titles =>
  Titles.parse(parse(readFileSync(new URL('../../playbook/qualification/titles.yaml', import.meta.url), 'utf8')));
