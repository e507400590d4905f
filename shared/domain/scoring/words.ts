const spelled: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'o', ł: 'l', ı: 'i' };

/** Text alike however it was typed: `Geschäftsführer` and `GESCHAEFTSFUEHRER` are the same. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[äöüßæøłı]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');

/** Text as words between single blanks, alike however it was typed: `Geschäftsführer:in` and `GESCHAEFTSFUEHRER in` are the same. */
export const wordsOf = (text: string): string =>
  folded(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether the words of a phrase stand in a text, whole and in this order. */
export const containsWords = (text: string, phrase: string): boolean =>
  ` ${wordsOf(text)} `.includes(` ${wordsOf(phrase)} `);
