import { setBit, wordsFor } from './bits.ts';
import type { Term } from './terms.ts';

/** How many values a byte of leaves can have. */
const VALUES = 256;

/** Says of all conditions at once, given the leaves that hold, which of them hold: condition n by bit n of `held`. */
export type RunTerms = (leaves: ArrayLike<number>, held: Int32Array) => void;

/**
 * For each byte of leaves and each value of it, a table says which terms it does not speak against: a lead's answer is the intersection of as many entries as
 * its leaves have bytes, 32 terms in a word, without a jump that the processor would guess wrong. The first term of a condition has the condition's own number,
 * all further ones come after the conditions. Conditions without terms never hold here.
 */
export function termTables(conditions: readonly (readonly Term[] | undefined)[], leafCount: number): RunTerms {
  const further = conditions.flatMap((terms = [], condition) => terms.slice(1).map((term) => ({ term, condition })));
  const placed: (Term | undefined)[] = [...conditions.map((terms) => terms?.[0]), ...further.map(({ term }) => term)];
  const bytes = Math.ceil(leafCount / 8);
  const words = wordsFor(placed.length);
  const tables = new Int32Array(words * bytes * VALUES);
  const always = new Int32Array(words);
  for (const [place, term] of placed.entries()) {
    if (term === undefined) continue;
    setBit(always, place);
    allowTerm(term, tables.subarray((place >> 5) * bytes * VALUES), bytes, 1 << (place & 31));
  }
  const froms = Int32Array.from(further, (_, n) => conditions.length + n);
  const ontos = Int32Array.from(further, ({ condition }) => condition);

  return (leaves, held) => {
    let table = 0;
    for (let word = 0; word < words; word++) {
      let open = always[word] ?? 0;
      for (let byte = 0; byte < bytes; byte++) {
        const value = ((leaves[byte >> 2] ?? 0) >>> ((byte & 3) << 3)) & (VALUES - 1);
        open &= tables[table + value] ?? 0;
        table += VALUES;
      }
      held[word] = open;
    }
    for (let n = 0; n < froms.length; n++) {
      const from = froms[n] ?? 0;
      const onto = ontos[n] ?? 0;
      const holds = ((held[from >> 5] ?? 0) >>> (from & 31)) & 1;
      held[onto >> 5] = (held[onto >> 5] ?? 0) | (holds << (onto & 31));
    }
  };
}

/** Room for the answers of so many conditions, and for their further terms. */
export const roomForHeld = (conditions: readonly (readonly Term[] | undefined)[]): Int32Array =>
  new Int32Array(wordsFor(conditions.reduce((sum, terms) => sum + Math.max(1, terms?.length ?? 0), 0)));

/** Enters a term where a byte's value does not speak against it. */
function allowTerm(term: Term, tables: Int32Array, bytes: number, bit: number): void {
  for (let byte = 0; byte < bytes; byte++) {
    let mask = 0;
    let want = 0;
    for (const [leaf, holds] of term) {
      if (leaf >> 3 !== byte) continue;
      mask |= 1 << (leaf & 7);
      if (holds) want |= 1 << (leaf & 7);
    }
    for (let value = 0; value < VALUES; value++) {
      const at = byte * VALUES + value;
      if ((value & mask) === want) tables[at] = (tables[at] ?? 0) | bit;
    }
  }
}
