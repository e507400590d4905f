/** Sets of small numbers: 32 of them lie in one word. */
export const wordsFor = (count: number): number => Math.max(1, Math.ceil(count / 32));

export const hasBit = (words: ArrayLike<number>, bit: number): boolean =>
  ((words[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;

export function setBit(words: number[] | Int32Array, bit: number): void {
  words[bit >> 5] = (words[bit >> 5] ?? 0) | (1 << (bit & 31));
}

/** The place of the lowest bit of a word that has one. */
export const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);
