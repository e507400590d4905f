import { titleAutomaton } from './title-automaton.ts';
import { alphabetSize, boundary } from './title-letters.ts';
import type { TitleWord } from './title-word.ts';

/** A word and what it says: `answer` is up to the caller. Among several words in a title the highest `weight` wins, then the one that stands first. */
export interface WeighedWord {
  readonly word: TitleWord;
  readonly answer: number;
  readonly weight: number;
}

/** The answer of the word that wins in the first `length` letters; -1 where none stands there. */
export type FindWord = (letters: Uint8Array, length: number) => number;

/**
 * Makes words ready to be found: a title is read once, whatever their number. A word that lies inside a longer one is not seen. Every word that is not left
 * open at its end is also known with -in and -innen. Where two entries are the same word, the first counts.
 */
export function compileTitleWords(words: readonly WeighedWord[]): FindWord {
  // What the playbook wrote comes before what is made of it: an entry «studentin» of its own is not overruled by the ending of «student».
  const forms = [words.map((one) => ({ ...one, letters: one.word.letters })), words.flatMap(withEndings)].flat();
  const { next, found } = titleAutomaton(forms.map(({ letters }) => letters));
  const lengths = Int32Array.from(forms, ({ letters }) => letters.length);
  const answers = Int32Array.from(forms, ({ answer }) => answer);
  const weights = Float64Array.from(forms, ({ weight }) => weight);
  let ends = new Int32Array(0);

  return (letters, length) => {
    if (ends.length < length) ends = new Int32Array(letters.length);
    let state = 0;
    for (let at = 0; at < length; at++) {
      state = next[state * alphabetSize + (letters[at] ?? boundary)] ?? 0;
      ends[at] = found[state] ?? -1;
    }

    // From the end: whatever begins no earlier than a word seen before lies inside that word.
    let answer = -1;
    let best = Number.NEGATIVE_INFINITY;
    let covered = length;
    for (let at = length - 1; at >= 0; at--) {
      const form = ends[at] ?? -1;
      if (form < 0) continue;
      const start = at - (lengths[form] ?? 0) + 1;
      if (start >= covered) continue;
      covered = start;
      const weight = weights[form] ?? 0;
      if (weight < best) continue;
      best = weight;
      answer = answers[form] ?? -1;
    }

    return answer;
  };
}

const feminine = ['in', 'innen'].map((ending) => Array.from(ending, (letter) => letter.charCodeAt(0) - 96));

/** The word with the German endings -in and -innen. */
function withEndings(one: WeighedWord): (WeighedWord & { readonly letters: Uint8Array })[] {
  if (one.word.isOpen) return [];
  const stem = one.word.letters.subarray(0, -1);

  return feminine.map((ending) => ({ ...one, letters: Uint8Array.from([...stem, ...ending, boundary]) }));
}
