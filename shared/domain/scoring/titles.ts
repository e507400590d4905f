import type { Titles } from '#contracts/playbook.ts';
import { readLetters, roomForLetters } from './title-letters.ts';
import { type Force, parseTitleWord } from './title-word.ts';
import { compileTitleWords, type FindWord, type WeighedWord } from './title-words.ts';

/** What a job title tells: values of `playbook/qualification/titles.yaml`; what it does not tell is absent. */
export interface RecognisedTitle {
  readonly seniority?: string;
  readonly department?: string;
}

export type RecogniseTitle = (jobTitle: string) => RecognisedTitle;

/**
 * Compiles the word lists once (some milliseconds); each title then costs one pass over its letters, at most `longestTitle` of them, whatever the size of the
 * lists. Which word wins is told in `titles.yaml`. Never throws. The answers are shared and frozen.
 */
export function compileTitles({ seniority, department }: Titles): RecogniseTitle {
  const findSeniority = compileList(seniority, (force, { rank }) => (force === 3 ? -rank : rank));
  const findDepartment = compileList(department, () => 0);
  const answers = [undefined, ...seniority].map((one) =>
    [undefined, ...department].map((other) =>
      Object.freeze({
        ...(one === undefined ? {} : { seniority: one.value }),
        ...(other === undefined ? {} : { department: other.value }),
      }),
    ),
  );
  const nothing: RecognisedTitle = Object.freeze({});
  const letters = new Uint8Array(roomForLetters);

  return (jobTitle) => {
    const length = readLetters(jobTitle, letters);

    return answers[findSeniority(letters, length) + 1]?.[findDepartment(letters, length) + 1] ?? nothing;
  };
}

const compiled = new WeakMap<Titles, RecogniseTitle>();

/** Reads one title, as `compileTitles` does; lists that were used before are not compiled again. */
export function recogniseTitle(jobTitle: string, titles: Titles): RecognisedTitle {
  const recognise = compiled.get(titles) ?? compileTitles(titles);
  compiled.set(titles, recognise);

  return recognise(jobTitle);
}

/** Apart enough that no rank makes up for a difference in force. */
const apart = 1e9;

function compileList<Entry extends { readonly words: readonly string[] }>(
  entries: readonly Entry[],
  order: (force: Force, entry: Entry) => number,
): FindWord {
  const words = entries.flatMap((entry, answer) =>
    entry.words.flatMap((text): WeighedWord[] => {
      const word = parseTitleWord(text);

      return word === undefined ? [] : [{ word, answer, weight: word.force * apart + order(word.force, entry) }];
    }),
  );

  return compileTitleWords(words);
}
