import { alphabetSize } from './title-letters.ts';

/** `next[state * alphabetSize + letter]` is where a letter leads from a state; `found[state]` the longest pattern that ends there, or -1. */
export interface TitleAutomaton {
  readonly next: Int32Array;
  readonly found: Int32Array;
}

/**
 * Finds any number of patterns in one pass, a step a letter (A. Aho, M. Corasick: Efficient string matching, Communications of the ACM 18/6, 1975).
 * Where two patterns are the same, the first counts.
 */
export function titleAutomaton(patterns: readonly Uint8Array[]): TitleAutomaton {
  const room = patterns.reduce((sum, { length }) => sum + length, 1);
  const next = new Int32Array(room * alphabetSize);
  const found = new Int32Array(room).fill(-1);

  let states = 1;
  for (const [pattern, letters] of patterns.entries()) {
    let state = 0;
    for (const letter of letters) {
      const edge = state * alphabetSize + letter;
      if (next[edge] === 0) next[edge] = states++;
      state = next[edge] ?? 0;
    }
    if (found[state] === -1) found[state] = pattern;
  }
  linkSuffixes(next, found, states);

  return { next: next.slice(0, states * alphabetSize), found: found.slice(0, states) };
}

/** Fills the gaps of the tree, breadth first: where a letter leads nowhere, it leads where it leads from the longest suffix. */
function linkSuffixes(next: Int32Array, found: Int32Array, states: number): void {
  const suffix = new Int32Array(states);
  const queue = new Int32Array(states);
  let tail = 1;
  for (let head = 0; head < tail; head++) {
    const state = queue[head] ?? 0;
    const shorter = suffix[state] ?? 0;
    if (found[state] === -1) found[state] = found[shorter] ?? -1;
    for (let letter = 0; letter < alphabetSize; letter++) {
      const edge = state * alphabetSize + letter;
      const child = next[edge] ?? 0;
      const detour = state === 0 ? 0 : (next[shorter * alphabetSize + letter] ?? 0);
      if (child === 0) {
        next[edge] = detour;
        continue;
      }
      suffix[child] = detour;
      queue[tail++] = child;
    }
  }
}
