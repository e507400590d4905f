const folded: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o', ł: 'l', ı: 'i' };

/** Text as words between single blanks, alike however it was typed: `Geschäftsführer:in` and `GESCHAEFTSFUEHRER in` are the same. */
export const wordsOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[äöüßæøłı]/g, (letter) => folded[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether the words of a phrase stand in a text, whole and in this order. */
export const containsWords = (text: string, phrase: string): boolean =>
  ` ${wordsOf(text)} `.includes(` ${wordsOf(phrase)} `);
