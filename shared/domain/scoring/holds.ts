import type { Predicate } from '#contracts/playbook.ts';
import type { Profile } from '../lead/profile.ts';
import { containsWords } from './words.ts';

/**
 * Whether a profile satisfies a condition. Of an unknown field nothing holds but `exists: false` (and `not`). The cost is bounded by the condition's size,
 * which the playbook's compiler limits, times the length of the values, which the forms limit.
 */
export function holds(predicate: Predicate, profile: Profile): boolean {
  if ('all' in predicate) return predicate.all.every((part) => holds(part, profile));
  if ('any' in predicate) return predicate.any.some((part) => holds(part, profile));
  if ('not' in predicate) return !holds(predicate.not, profile);

  // An own field only: a rule about "toString" must not find what every object has.
  const value = Object.hasOwn(profile, predicate.field) ? profile[predicate.field]?.value : undefined;
  const isKnown = value !== undefined && value !== '';
  if ('exists' in predicate) return predicate.exists === isKnown;
  if (!isKnown) return false;
  if ('equals' in predicate) return value === predicate.equals;
  if ('in' in predicate) return predicate.in.some((one) => one === value);
  if ('contains' in predicate) {
    return typeof value === 'string' && predicate.contains.some((phrase) => containsWords(value, phrase));
  }

  return (
    typeof value === 'number' &&
    value >= (predicate.range.min ?? -Infinity) &&
    value <= (predicate.range.max ?? Infinity)
  );
}
