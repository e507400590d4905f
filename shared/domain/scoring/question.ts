import type { Predicate } from '#contracts/playbook.ts';
import { hasBit } from './bits.ts';
import type { Leaf } from './terms.ts';

/** A condition with too many terms, asked part by part of the bits that lie in `bits` then. */
export function questionOf(
  predicate: Predicate,
  bits: readonly number[],
  bitOf: (leaf: Leaf) => number,
): () => boolean {
  const part = (inner: Predicate) => questionOf(inner, bits, bitOf);
  if ('all' in predicate) {
    const parts = predicate.all.map(part);

    return () => parts.every((one) => one());
  }
  if ('any' in predicate) {
    const parts = predicate.any.map(part);

    return () => parts.some((one) => one());
  }
  if ('not' in predicate) {
    const inner = part(predicate.not);

    return () => !inner();
  }
  const bit = bitOf(predicate);

  return () => hasBit(bits, bit);
}
