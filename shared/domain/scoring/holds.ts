import type { ActivityCondition, Predicate } from '#contracts/playbook.ts';
import { elapsed, type Instant } from '../instant.ts';
import type { Activity } from '../lead/activity.ts';
import { matchesGlob } from './glob.ts';
import { containsWords, folded } from './words.ts';

export type Value = string | number | boolean;

/** What a condition is held against. */
export interface LeadFacts {
  /** What is known by that name; undefined and the empty text are nothing. */
  readonly value: (field: string) => Value | undefined;
  /** Each once. */
  readonly activities: readonly Activity[];
  readonly now: Instant;
}

/**
 * Whether a condition holds. This is the language's specification: `compileScoring` must come to the same. Of an unknown field nothing holds but `exists: false`
 * (and `not`). The cost is bounded by the condition's size, which the playbook's reader limits, times the length of the values, which the forms limit.
 */
export function holds(predicate: Predicate, facts: LeadFacts): boolean {
  if ('all' in predicate) return predicate.all.every((part) => holds(part, facts));
  if ('any' in predicate) return predicate.any.some((part) => holds(part, facts));
  if ('not' in predicate) return !holds(predicate.not, facts);
  if ('activity' in predicate) return happened(predicate, facts);

  const value = facts.value(predicate.field);
  if (value === undefined || value === '') return 'exists' in predicate && !predicate.exists;
  if ('exists' in predicate) return predicate.exists;
  if ('equals' in predicate) return value === predicate.equals;
  if ('in' in predicate) return predicate.in.some((one) => one === value);
  if ('range' in predicate) {
    const { min = -Infinity, max = Infinity } = predicate.range;

    return typeof value === 'number' && value >= min && value <= max;
  }
  if (typeof value !== 'string') return false;
  if ('contains' in predicate) return predicate.contains.some((phrase) => containsWords(value, phrase));
  if ('matches' in predicate) return predicate.matches.some((glob) => matchesGlob(folded(value), folded(glob)));

  return isInstant(value) && elapsed(value, facts.now) <= predicate.since;
}

function happened({ within = Infinity, atLeast = 1, ...what }: ActivityCondition, facts: LeadFacts): boolean {
  const matching = facts.activities.filter(
    (activity) => isSuch(activity, what) && elapsed(activity.at, facts.now) <= within,
  );

  return matching.length >= atLeast;
}

/** Whether an activity is of the kind, topic and page that a rule names. */
export const isSuch = (
  { kind, topic, page }: Activity,
  such: Pick<ActivityCondition, 'activity' | 'topic' | 'page'>,
): boolean =>
  kind === such.activity &&
  (such.topic === undefined || topic === such.topic) &&
  (such.page === undefined || (page !== undefined && matchesGlob(folded(page), folded(such.page))));

/** A moment or a day as a text; anything else is no instant. */
export const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)?$/.test(text) && !Number.isNaN(Date.parse(text));
