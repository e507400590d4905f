import { setBit } from './bits.ts';
import type { FieldPlan } from './field-plan.ts';
import { isInstant, type Value } from './holds.ts';
import { folded, wordsOf } from './words.ts';

/** Sets the bits that a value decides; `moments` gets, for each leaf of the field that time decides, when the value lies (NaN for none). */
export function readValue(plan: FieldPlan, found: Value | undefined, bits: number[], moments: number[]): void {
  const value = found === '' ? undefined : found;
  const masks = value === undefined ? plan.unknown : (plan.known.get(value) ?? plan.other);
  for (let word = 0; word < masks.length; word++) bits[word] = (bits[word] ?? 0) | (masks[word] ?? 0);
  if (!plan.isOpen) return;
  if (typeof value === 'number') {
    for (const { bit, min, max } of plan.ranges) if (value >= min && value <= max) setBit(bits, bit);
  }
  if (typeof value === 'string') {
    if (plan.phrases.length > 0) {
      const words = ` ${wordsOf(value)} `;
      for (const { bit, any } of plan.phrases) if (any.some((one) => words.includes(one))) setBit(bits, bit);
    }
    if (plan.globs.length > 0) {
      const text = folded(value);
      for (const { bit, any } of plan.globs) if (any.some((matches) => matches(text))) setBit(bits, bit);
    }
  }
  const moment = typeof value === 'string' && isInstant(value) ? Date.parse(value) : Number.NaN;
  for (const _ of plan.times) moments.push(moment);
}
